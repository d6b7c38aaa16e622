import type { Actor } from '../../domain/actor.ts'
import { isJsonObject } from '../../domain/json.ts'
import { ticket } from '../../domain/ticket.ts'
import { newId } from '../../db/id.ts'
import { startProcess } from '../../services/process/start.ts'
import { ticketForm } from '../support/tickets.ts'
import { people } from '../workflows/people.ts'
import { anyPolicies, randomRequest } from '../workflows/ticket-walk.ts'
import type { LiveKind } from './live-kind.ts'

export const liveTicket: LiveKind = {
  definition: ticket,
  policies: anyPolicies,
  async hire({ ground, org }) {
    const staff = {
      [people.line1.id]: (await org.person('support1')).actor,
      [people.line2.id]: (await org.person('support2')).actor,
      [people.line3.id]: (await org.person('support3')).actor,
      [people.manager.id]: (await org.person('manager')).actor,
      [people.admin.id]: (await org.person('admin')).actor,
      [people.tester.id]: (await org.person('tester')).actor,
    }
    const real = (actor: Actor): Actor => staff[actor.id] ?? actor
    return async (random) => {
      const requestType = random.pick(['incident', 'problem', 'serviceRequest', 'developmentRequest'])
      const ctx = org.ctx(real(people.line1), undefined, new Date(await ground.nowMs()))
      const input = { kind: 'ticket', input: ticketForm({ requestType }) }
      const { id, number } = await startProcess({ ctx, engine: ground.engine, input })
      return {
        id,
        request(snapshot, now) {
          const { form, actor, inputHash: _, ...rest } = randomRequest(random, snapshot, now, newId())
          if (!isJsonObject(form)) return { ...rest, form, actor: real(actor) }
          const { files: _files, ...kept } = form
          const assignee = staff[String(kept['assigneeId'])]
          return {
            ...rest,
            actor: real(actor),
            form: {
              ...kept,
              ...(assignee ? { assigneeId: assignee.id } : {}),
              ...(kept['duplicateOf'] === undefined ? {} : { duplicateOf: number }),
            },
          }
        },
      }
    }
  },
  // Spam gets no answer, whoever writes twice before support looked gets one.
  keepsBack(letter, states) {
    const [seq, name] = letter.split(' ')
    const [was, is] = [states[Number(seq) - 2], states[Number(seq) - 1]]
    return (
      (name === 'ticket.rejected' && is?.data['rejectedAs'] === 'spam') || (name === 'ticket.received' && was?.data['reopenAsked'] === true)
    )
  },
  hides: () => false,
}
