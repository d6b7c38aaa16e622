import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../demo/random.ts'
import { newId } from '../../db/id.ts'
import { createLinkTokens } from '../../services/links/token.ts'
import { GivenUp, askUntilKnown } from './ask.ts'
import type { Asking } from './ask.ts'
import type { ConsoleClient } from '../scratch/console-client.ts'
import type { Organization, Supporter } from './cast.ts'
import { arriveByMail } from './letter.ts'
import { answerByLink, openLink } from './requester.ts'
import type { ChaosSite } from './site.ts'

/** What one ticket should have become, by what its people were told. */
export interface Life {
  readonly tenantId: string
  readonly requester: string
  readonly byMail: boolean
  processId: string | undefined
  /** Names of the moves that were acknowledged, in their order. */
  readonly moves: string[]
  /** Undefined while it goes on. */
  end: 'whole' | 'refused' | 'given up' | undefined
}

export interface Stage {
  readonly site: ChaosSite
  readonly asking: Asking
  readonly random: Random
  /** Mean time a person takes between two steps. */
  readonly thinkMs: number
  /** Of all tickets, the share that comes by mail. */
  readonly mailShare: number
}

const actions = [
  ['take', 'inProgress'],
  ['ask', 'clarification'],
  ['answer', 'inProgress'],
  ['solve', 'processed'],
] as const

const startForm = (requester: string, organization: Organization) => ({
  subject: 'Не открывается отчёт',
  description: `После обновления отчёт пустой. ${organization.canary}`,
  requestType: 'incident',
  priority: 'normal',
  channel: 'console',
  language: 'ru',
  requesterEmail: requester,
})

function browserAt(clients: Supporter['clients'], api: number): ConsoleClient {
  const client = clients[api]
  if (!client) throw new Error('Nobody is signed in there')
  return client
}

async function begin(stage: Stage, life: Life, organization: Organization): Promise<string> {
  const { site, asking, random } = stage
  if (life.byMail) return arriveByMail(stage, life.requester, organization)
  const opId = newId()
  const { clients } = random.pick(organization.supporters)
  const shift = random.whole(0, clients.length - 1)
  const started = await askUntilKnown(asking, {
    tenantId: life.tenantId,
    opId,
    what: 'start',
    send: (attempt, signal) =>
      site.balanced(attempt + shift, (api) =>
        browserAt(clients, api).trpc.process.start.mutate(
          { kind: 'ticket', input: startForm(life.requester, organization), requestId: opId },
          { signal },
        ),
      ),
  })
  return started.id
}

async function actAsSupport(stage: Stage, organization: Organization, id: string, action: string, seen: number) {
  const { site, asking, random } = stage
  const requestId = newId()
  const { clients } = random.pick(organization.supporters)
  const shift = random.whole(0, clients.length - 1)
  const form = action === 'take' ? {} : { comment: `${action}: ${organization.canary}` }
  return askUntilKnown(asking, {
    tenantId: organization.id,
    opId: requestId,
    what: action,
    send: (attempt, signal) =>
      site.balanced(attempt + shift, (api) =>
        browserAt(clients, api).trpc.process.act.mutate({ id, action, form, requestId, ...(seen > 0 ? { seen } : {}) }, { signal }),
      ),
  })
}

async function answerAsRequester(stage: Stage, organization: Organization, life: Life, processId: string): Promise<boolean> {
  const { site, asking } = stage
  const requestId = newId()
  const token = createLinkTokens(site.installation.secret).make({ processId, recipient: life.requester, generation: 1 })
  const { apiUrls } = site.installation
  const id = await openLink(apiUrls, token, asking.over)
  const as = await askUntilKnown(asking, {
    tenantId: organization.id,
    opId: `link:${requestId}`,
    what: 'answer by link',
    send: (attempt, signal) =>
      site.balanced(attempt, (api) =>
        answerByLink(apiUrls[api] ?? '', { id, token }, { requestId, text: `Фильтр «Все». ${organization.canary}` }, signal),
      ),
    isMove: (answer) => answer !== 'joined',
  })
  if (as === 'joined') asking.tally.joined += 1
  return as !== 'joined'
}

async function steps(stage: Stage, life: Life, organization: Organization): Promise<void> {
  const { random, thinkMs } = stage
  const think = (): Promise<void> => sleep(-Math.log(1 - random.share()) * thinkMs)
  const id = await begin(stage, life, organization)
  life.processId = id
  life.moves.push('start')
  let seq = 0
  for (const [action, expected] of actions) {
    await think()
    if (action === 'answer' && random.chance(0.5)) {
      if (!(await answerAsRequester(stage, organization, life, id))) throw new Error('The answer only joined the conversation')
      seq = 0
    } else {
      const acted = await actAsSupport(stage, organization, id, action, seq)
      if (acted.state !== expected) throw new Error(`After ${action} the ticket is ${acted.state}`)
      seq = acted.seq
    }
    life.moves.push(action)
  }
}

/** One ticket from its arrival to its solution, by people who repeat what is not confirmed. Never throws. */
export async function live(stage: Stage, life: Life, organization: Organization): Promise<void> {
  try {
    await steps(stage, life, organization)
    life.end = 'whole'
  } catch (error) {
    life.end = error instanceof GivenUp ? 'given up' : 'refused'
    if (life.end === 'refused') stage.asking.tally.refused.push(error instanceof Error ? error.message : String(error))
  }
}
