import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import { processes } from '../../db/schema/process.ts'
import { GivenUp } from './ask.ts'
import type { Organization } from './cast.ts'
import type { Stage } from './life.ts'

const pauseMs = 500
const timeoutMs = 10_000

/** Sends a letter as a mail server does that keeps it until it is taken: the same Message-ID every time. */
async function sendUntilTaken({ site, asking }: Stage, from: string, organization: Organization): Promise<void> {
  const letter = {
    from,
    to: organization.supportAddress,
    subject: 'Не печатается накладная',
    text: `Со вчерашнего дня принтер молчит. ${organization.canary}`,
    messageId: `<${from}>`,
  }
  // Behind a proxy the APIs take letters from it alone.
  const { proxy, lettersPort, smtpPorts } = site.installation
  const ports = proxy ? [lettersPort] : smtpPorts
  for (let attempt = 0; ; attempt += 1) {
    if (asking.over.aborted) throw new GivenUp('letter')
    const port = ports[attempt % ports.length] ?? 0
    const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs }
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, ...timeouts })
    asking.tally.sent += 1
    try {
      await transport.sendMail(letter)
      asking.tally.answered += 1
      asking.tally.lettersTaken += 1
      return
    } catch {
      asking.tally.unknown.set('letter', (asking.tally.unknown.get('letter') ?? 0) + 1)
    } finally {
      transport.close()
    }
    await sleep(pauseMs)
  }
}

/** Writes to the support and waits until somebody there would see the ticket: answers its id. @throws GivenUp */
export async function arriveByMail(stage: Stage, from: string, organization: Organization): Promise<string> {
  await sendUntilTaken(stage, from, organization)
  const { db } = stage.site
  while (!stage.asking.over.aborted) {
    const find = db.tenant(organization.id, (tx) =>
      tx
        .select({ id: processes.id })
        .from(processes)
        .where(eq(sql`${processes.data}->>'requesterEmail'`, from)),
    )
    const found = await find.catch(() => [])
    if (found[0]) return found[0].id
    await sleep(pauseMs)
  }
  throw new GivenUp('letter')
}
