// What mail programs send when somebody presses a button of an invitation.

export interface Reply {
  readonly from: string
  readonly name: string
  readonly to: string
  readonly uid: string
  readonly sequence: number
  readonly partstat: 'ACCEPTED' | 'DECLINED' | 'TENTATIVE'
  readonly comment?: string
  /** Another start, as iCalendar writes it in UTC; Outlook then counters. */
  readonly proposes?: string
}

const crlf = (text: string): Buffer => Buffer.from(text.replaceAll(/\r?\n/g, '\r\n'), 'utf8')
const base64 = (text: string): string => crlf(text).toString('base64').replaceAll(/.{76}/g, '$&\n')
const encoded = (text: string): string => `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`

/** Google Calendar: marked as automatic, answers no letter, the calendar twice: as an alternative and as a file. */
export function gmailReply(reply: Reply): Buffer {
  const calendar = `BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20261201T110000Z
DTEND:20261201T114500Z
DTSTAMP:20261126T120000Z
ORGANIZER;CN=Org:mailto:${reply.to}
UID:${reply.uid}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${reply.partstat};CN=${reply.name};X-NUM-GUESTS=0${
    reply.comment === undefined ? '' : `;X-RESPONSE-COMMENT="${reply.comment}"`
  }:mailto:${reply.from}
CREATED:20261126T100000Z
LAST-MODIFIED:20261126T120000Z
SEQUENCE:${String(reply.sequence)}
STATUS:CONFIRMED
SUMMARY:Meeting
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
`
  const words = `${reply.name} has answered this invitation.\n\nYou are receiving this email because you are the organizer.\n`
  return crlf(`Return-Path: <3abc@calendar-server.bounces.google.com>
MIME-Version: 1.0
Reply-To: ${encoded(reply.name)} <${reply.from}>
Sender: Google Calendar <calendar-notification@google.com>
Auto-Submitted: auto-generated
Message-ID: <calendar-${reply.partstat}-${String(reply.sequence)}-${reply.from.length}@google.com>
Date: Thu, 26 Nov 2026 12:00:00 +0000
Subject: ${encoded('Принято: Встреча')}
From: ${encoded(reply.name)} <${reply.from}>
To: ${reply.to}
Content-Type: multipart/mixed; boundary="mixed0"

--mixed0
Content-Type: multipart/alternative; boundary="alt0"

--alt0
Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: base64

${base64(words)}
--alt0
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: base64

${base64(`<p>${words}</p>`)}
--alt0
Content-Type: text/calendar; charset="UTF-8"; method=REPLY
Content-Transfer-Encoding: 7bit

${calendar}
--alt0--
--mixed0
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

${base64(calendar)}
--mixed0--
`)
}

/** Outlook and Exchange: the words of the person are the letter's text, the time is in a zone of Windows, MAILTO in capitals. */
export function outlookReply(reply: Reply): Buffer {
  const method = reply.proposes === undefined ? 'REPLY' : 'COUNTER'
  const calendar = `BEGIN:VCALENDAR
METHOD:${method}
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Russian Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT=${reply.partstat};CN=${reply.name}:MAILTO:${reply.from}
UID:${reply.uid}
SUMMARY;LANGUAGE=ru-RU:Meeting
${reply.proposes === undefined ? 'DTSTART;TZID=Russian Standard Time:20261201T140000' : `DTSTART:${reply.proposes}`}
DTEND;TZID=Russian Standard Time:20261201T144500
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20261126T120000Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:${String(reply.sequence)}
X-MICROSOFT-CDO-APPT-SEQUENCE:${String(reply.sequence)}
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
X-MICROSOFT-DISALLOW-COUNTER:FALSE
END:VEVENT
END:VCALENDAR
`
  return crlf(`From: ${encoded(reply.name)} <${reply.from}>
To: <${reply.to}>
Subject: ${encoded('Отклонено: Встреча')}
Thread-Topic: ${encoded('Встреча')}
Date: Thu, 26 Nov 2026 12:00:00 +0000
Message-ID: <outlook-${reply.partstat}-${String(reply.sequence)}-${reply.from.length}@apteka.example>
Accept-Language: ru-RU, en-US
X-MS-Has-Attach:
Content-Type: multipart/alternative; boundary="_000_outlook_"
MIME-Version: 1.0

--_000_outlook_
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

${base64(`${reply.comment ?? ''}\n`)}
--_000_outlook_
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

${base64(`<html><body><p>${reply.comment ?? ''}</p></body></html>`)}
--_000_outlook_
Content-Type: text/calendar; charset="utf-8"; method=${method}
Content-Transfer-Encoding: base64

${base64(calendar)}
--_000_outlook_--
`)
}
