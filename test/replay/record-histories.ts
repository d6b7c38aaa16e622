import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { WorkflowHandle } from '@temporalio/client'
import { ticket } from '../../domain/ticket.ts'
import { visit } from '../../domain/visit.ts'
import { taskQueues } from '../../workflows/contracts.ts'
import type { PulseInput } from '../../workflows/contracts.ts'
import { people, ticketData } from '../workflows/people.ts'
import type { LiveProcess, ProcessServer } from '../workflows/process-server.ts'
import { startProcessServer } from '../workflows/process-server.ts'
import { booking, visitors } from '../workflows/visit-walk.ts'

// Records how processes run today, so that tomorrow's code is checked against it. Add a path, never change one:
//   TEST_SERVER_PATH=… npx tsx test/replay/record-histories.ts [name …]
// Without names only what is missing is recorded.

const { line1, line2, requester, manager } = people
const comment = 'Коротко о сделанном'

export const paths: { readonly [name: string]: (process: LiveProcess) => Promise<void> } = {
  async 'ticket-solved-and-closed'(process) {
    await process.act({ action: 'take', actor: line1 })
    await process.act({ action: 'solve', actor: line1, form: { comment } })
    await process.act({ action: 'rate', actor: requester, form: { rating: 5 } })
    await process.passNext()
    await process.handle.result()
  },
  async 'ticket-clarification-timeout'(process) {
    await process.act({ action: 'take', actor: line1 })
    await process.act({ action: 'ask', actor: line1, form: { comment } })
    await process.passNext()
    await process.passNext()
    await process.passNext()
    await process.handle.result()
  },
  async 'ticket-reopened'(process) {
    await process.act({ action: 'take', actor: line1 })
    await process.act({ action: 'solve', actor: line1, form: { comment } })
    await process.act({ action: 'write', actor: requester, form: { comment } })
    await process.act({ action: 'reopen', actor: line1, form: { comment } })
    await process.act({ action: 'solve', actor: line1, form: { comment } })
  },
  async 'ticket-late-escalated-rejected'(process) {
    for (let reminders = 0; reminders < 4; reminders += 1) await process.passNext()
    await process.act({
      action: 'setDue',
      actor: manager,
      reason: 'нужно дольше',
      form: { deadline: 'solution', dueAt: '2099-01-01T09:00:00.000Z' },
    })
    await process.act({ action: 'take', actor: line1 })
    await process.act({ action: 'escalate', actor: line1, form: { line: 'support2', comment } })
    await process.act({ action: 'take', actor: line1 })
    await process.act({ action: 'reject', actor: line2, form: { why: 'other', comment } })
    await process.handle.result()
  },
  // Since letters are sent from their rows no history holds an activity for one; those above do.
  async 'ticket-letters-from-rows'(process) {
    const [letter] = process.records.process(process.id).messages
    await process.act({ action: 'take', actor: line1 })
    await process.act({ action: 'retry', actor: line1 })
    await process.act({ action: 'skip', actor: line1, form: { messageId: letter?.id }, reason: 'адреса нет' })
    await process.act({ action: 'solve', actor: line1, form: { comment } })
    await process.act({ action: 'cancel', actor: manager, reason: 'проверка окончена' })
    await process.handle.result()
  },
}

const { rep, otherRep, analyst, trainer, contact } = visitors
const hourMs = 3_600_000

const visitPaths: typeof paths = {
  // Reminders, a start that is too early, the guest who joins, the end by time, a returned report, acceptance by time-out.
  async 'visit-held-and-accepted'(process) {
    await process.act({ action: 'confirm', actor: contact })
    await process.act({ action: 'start', actor: rep })
    for (let reminders = 0; reminders < 3; reminders += 1) await process.passNext()
    const opensAt = (await process.snapshot()).opens?.['start'] ?? 0
    await process.passTo(opensAt + 20 * 60_000)
    await process.act({ action: 'join', actor: contact })
    await process.passNext()
    await process.act({ action: 'report', actor: rep, form: { goalsReached: 'yes', reaction1: 2 } })
    await process.act({ action: 'sendBack', actor: manager, form: { comment } })
    await process.act({ action: 'report', actor: rep, form: { goalsReached: 'yes', reaction1: 1 } })
    await process.passNext()
    await process.handle.result()
  },
  async 'visit-moved-and-missed'(process) {
    await process.act({ action: 'confirm', actor: contact })
    await process.passNext()
    const startsAt = Date.parse(String((await process.snapshot()).data['startsAt'])) + 24 * hourMs
    await process.act({ action: 'reschedule', actor: rep, form: { startsAt: new Date(startsAt).toISOString(), comment } })
    await process.act({ action: 'confirm', actor: rep })
    await process.passTo(startsAt + 20 * 60_000)
    await process.act({ action: 'noShow', actor: rep, form: { nextAt: new Date(startsAt + 100 * hourMs).toISOString() } })
    await process.handle.result()
  },
  // By three people, given to another and back; a report that is late, a date set by hand, feedback before and a manager after.
  async 'visit-moved-twice-and-closed'(process) {
    const startsAt = Date.parse(String((await process.snapshot()).data['startsAt']))
    const later = (hours: number): string => new Date(startsAt + hours * hourMs).toISOString()
    await process.act({ action: 'reschedule', actor: manager, form: { startsAt: later(2), comment } })
    await process.act({ action: 'confirm', actor: analyst })
    await process.act({ action: 'assign', actor: manager, form: { assigneeId: otherRep.id } })
    await process.act({ action: 'assign', actor: trainer, form: { assigneeId: rep.id } })
    await process.act({ action: 'reschedule', actor: trainer, form: { startsAt: later(3), durationMinutes: 20, comment } })
    await process.act({ action: 'confirm', actor: contact })
    await process.passTo(startsAt + 3 * hourMs)
    await process.act({ action: 'start', actor: rep, form: { place: '55.75, 37.61' } })
    await process.act({ action: 'finish', actor: rep })
    await process.act({ action: 'feedback', actor: contact, form: { rating: 5 } })
    for (let reminders = 0; reminders < 3; reminders += 1) await process.passNext()
    await process.act({ action: 'setDue', actor: manager, reason: 'болел', form: { deadline: 'report', dueAt: later(400) } })
    await process.act({ action: 'report', actor: rep, form: { goalsReached: 'partly', nextStep: comment, nextAt: later(800) } })
    await process.act({ action: 'accept', actor: manager })
    await process.handle.result()
  },
  async 'visit-never-confirmed'(process) {
    await process.passNext()
    await process.passNext()
    await process.act({ action: 'retry', actor: rep })
    await process.act({ action: 'cancel', actor: manager, reason: 'не состоялся' })
    await process.handle.result()
  },
  async 'visit-declined'(process) {
    await process.act({ action: 'decline', actor: contact, form: { comment } })
    await process.handle.result()
  },
}

export const historyFile = (name: string): string => fileURLToPath(new URL(`histories/${name}.json`, import.meta.url))

const names = [...Object.keys(paths), ...Object.keys(visitPaths), 'pulse']

async function walked(server: ProcessServer, name: string): Promise<WorkflowHandle> {
  if (name === 'pulse') {
    const input: PulseInput = { beat: 0 }
    const handle = await server.env.client.workflow.start('pulse', { taskQueue: taskQueues.processes, workflowId: 'pulse', args: [input] })
    await server.env.sleep('100 s')
    return handle
  }
  const visited = visitPaths[name]
  if (visited) {
    const form = booking(Math.ceil((await server.env.currentTimeMs()) / hourMs + 30) * hourMs)
    const process = await server.begin({ definition: visit, data: visit.begin(form), assigneeId: form.repId })
    await visited(process)
    return process.handle
  }
  const path = paths[name]
  if (!path) throw new Error(`No path is called ${name}; there are ${names.join(', ')}`)
  const process = await server.begin({ definition: ticket, data: ticketData() })
  await path(process)
  return process.handle
}

/** Walks the path on a fresh process, or lets a heart beat a few times, and answers its history as JSON. */
export async function recordHistory(server: ProcessServer, name: string): Promise<string> {
  const handle = await walked(server, name)
  const history = await handle.fetchHistory()
  // Who ran it on which machine is nobody's business and replays the same without.
  return `${JSON.stringify(history, (key, value: unknown) => (key === 'identity' ? undefined : value), 1)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = process.argv.slice(2)
  const server = await startProcessServer()
  try {
    for (const name of wanted.length > 0 ? wanted : names) {
      const json = await recordHistory(server, name)
      const isThere = await writeFile(historyFile(name), json, { flag: wanted.length > 0 ? 'w' : 'wx' }).then(
        () => false,
        () => true,
      )
      console.log(isThere ? `${name}: kept as it is` : `${name}: recorded`)
    }
  } finally {
    await server.stop()
  }
}
