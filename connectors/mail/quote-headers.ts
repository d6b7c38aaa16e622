const maxLineLength = 500

const verb = /(?:^|[\s,])(?:wrote|writes|написала?|написал\(а\)|написали|пишет|писала?|писал\(а\))(?=[\s:,]|$)/iu
const address = /[^\s<>"]+@[^\s<>"]+/u
const date =
  /\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:-го)?\s+\p{L}{3,10}\.?,?\s+\d{4}|\p{L}{3,10}\.?\s+\d{1,2},?\s+\d{4}/u
const weekday = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье'
const opening = new RegExp(`^(?:on\\s|в\\s|\\d{1,4}[./\\s-]|(?:${weekday})[,.]?\\s|[^\\n]{0,100}<[^<>\\s]+@)`, 'iu')

/** `On Mon, 20 Nov 2026 at 10:15, Support <s@x.ru> wrote:` and its Russian kin, on one line. */
function isAttribution(line: string): boolean {
  if (!line.endsWith(':') || line.length > maxLineLength) return false
  const [hasDate, hasVerb, hasAddress] = [date.test(line), verb.test(line), address.test(line)]
  return (hasDate && (hasVerb || hasAddress)) || (hasVerb && hasAddress)
}

/** How many lines the attribution that begins here takes, as mail programs wrap it; 0 when none begins. */
export function attributionLength(lines: readonly string[], from: number): number {
  const first = (lines[from] ?? '').trim()
  if (first === '' || first.length > maxLineLength) return 0
  if (isAttribution(first)) return 1
  if (!opening.test(first)) return 0
  let joined = first
  for (let length = 2; length <= 4; length += 1) {
    const next = (lines[from + length - 1] ?? '').trim()
    if (next === '' || next.startsWith('>')) return 0
    joined = `${joined} ${next}`
    if (isAttribution(joined)) return length
  }
  return 0
}

const separator =
  /^[\s>]*[-_*=]{2,}\s*(?:original message|reply message|исходное сообщение|оригинальное сообщение|первоначальное сообщение)\s*[-_*=]{0,}\s*:?$/iu
const fromLine = /^\*?(?:from|от|от кого)\*?\s*:\*?\s*\S/iu
const sentLine = /^\*?(?:sent|date|отправлено|дата|дата отправки)\*?\s*:/iu
const toLine = /^\*?(?:to|cc|subject|кому|копия|тема)\*?\s*:/iu
const rule = /^\s*[-_]{5,}\s*$/u

/** Whether the history begins here with Outlook's block (От: Отправлено: Кому: Тема:) or a separator. */
export function opensHistory(lines: readonly string[], from: number): boolean {
  const line = lines[from] ?? ''
  if (line.length > maxLineLength) return false
  if (separator.test(line)) return true
  const start = rule.test(line) ? from + 1 : from
  if (!fromLine.test((lines[start] ?? '').trim())) return false
  const block = lines.slice(start + 1, start + 7).map((one) => one.slice(0, maxLineLength).trim())
  return block.some((one) => sentLine.test(one)) && block.some((one) => toLine.test(one))
}

const programSignature =
  /^(?:sent from (?:my|mail|outlook|yandex|yahoo|the)\b|sent with\b|get outlook for\b|отправлено (?:с|со|из)\s|получить outlook|скачать outlook|--\s*$)/iu

/** A line a mail program writes below a letter, as «Отправлено с iPhone». */
export const isProgramSignature = (line: string): boolean => line.length <= 120 && programSignature.test(line.trim())
