import type { Random } from '../demo/random.ts'
import { newId } from '../../db/id.ts'
import { createLinkTokens } from '../../services/links/token.ts'
import { GivenUp, askUntilKnown } from './ask.ts'
import type { Asking } from './ask.ts'
import type { Organization } from './cast.ts'
import { actAs, startAs, think } from './people.ts'
import { arriveByMail } from './letter.ts'
import { answerByLink, openLink } from './requester.ts'
import type { ChaosSite } from './site.ts'
import { visitSteps } from './visit-life.ts'

/** What one process should have become, by what its people were told. */
export interface Life {
  readonly kind: 'ticket' | 'visit'
  readonly tenantId: string
  /** Whom its letters go to: the requester of a ticket, the contact of a visit. */
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
  /** Of the tickets, the share that comes by mail. */
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

async function begin(stage: Stage, life: Life, organization: Organization): Promise<string> {
  if (life.byMail) return arriveByMail(stage, life.requester, organization)
  const input = startForm(life.requester, organization)
  const who = stage.random.pick(organization.supporters)
  const started = await startAs(stage, { who, tenantId: life.tenantId }, { kind: 'ticket', input })
  return started.id
}

async function answerAsRequester(stage: Stage, organization: Organization, life: Life, processId: string): Promise<boolean> {
  const { site, asking } = stage
  const requestId = newId()
  const token = createLinkTokens(site.installation.secret).make({ processId, recipient: life.requester, generation: 1 })
  const { apiUrls } = site.installation
  const link = await openLink(apiUrls, 'r', [token], asking.over)
  const as = await askUntilKnown(asking, {
    tenantId: organization.id,
    opId: `link:${requestId}`,
    what: 'answer by link',
    send: (attempt, signal) =>
      site.balanced(attempt, (api) =>
        answerByLink(apiUrls[api] ?? '', link, { requestId, text: `Фильтр «Все». ${organization.canary}` }, signal),
      ),
    isMove: (answer) => answer !== 'joined',
  })
  if (as === 'joined') asking.tally.joined += 1
  return as !== 'joined'
}

async function steps(stage: Stage, life: Life, organization: Organization): Promise<void> {
  const { random } = stage
  const id = await begin(stage, life, organization)
  life.processId = id
  life.moves.push('start')
  let seq = 0
  for (const [action, expected] of actions) {
    await think(stage)
    if (action === 'answer' && random.chance(0.5)) {
      if (!(await answerAsRequester(stage, organization, life, id))) throw new Error('The answer only joined the conversation')
      seq = 0
    } else {
      const form = action === 'take' ? {} : { comment: `${action}: ${organization.canary}` }
      const who = random.pick(organization.supporters)
      const acted = await actAs(stage, { who, tenantId: organization.id }, { id, action, form, ...(seq > 0 ? { seen: seq } : {}) })
      if (acted.state !== expected) throw new Error(`After ${action} the ticket is ${acted.state}`)
      seq = acted.seq
    }
    life.moves.push(action)
  }
}

/** One ticket from its arrival to its solution, or one visit from its booking to its report. Never throws. */
export async function live(stage: Stage, life: Life, organization: Organization): Promise<void> {
  try {
    await (life.kind === 'visit' ? visitSteps : steps)(stage, life, organization)
    life.end = 'whole'
  } catch (error) {
    life.end = error instanceof GivenUp ? 'given up' : 'refused'
    if (life.end === 'refused') stage.asking.tally.refused.push(error instanceof Error ? error.message : String(error))
  }
}
