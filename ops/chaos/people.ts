import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../db/id.ts'
import type { ConsoleClient } from '../scratch/console-client.ts'
import { askUntilKnown } from './ask.ts'
import type { Colleague } from './cast.ts'
import type { Stage } from './life.ts'

// What people do on the console; they repeat what is not confirmed, at the next API.

/** The time a person takes between two steps. */
export const think = ({ random, thinkMs }: Stage): Promise<void> => sleep(-Math.log(1 - random.share()) * thinkMs)

export interface Person {
  readonly who: Colleague
  readonly tenantId: string
}

function browserAt({ clients }: Colleague, api: number): ConsoleClient {
  const client = clients[api]
  if (!client) throw new Error('Nobody is signed in there')
  return client
}

const anyApi = ({ random }: Stage, { clients }: Colleague): number => random.whole(0, clients.length - 1)

export type FormJson = Record<string, unknown>

export interface StartAsked {
  readonly kind: 'ticket' | 'visit'
  readonly input: FormJson
  /** A refusal that the load itself provokes. */
  readonly mayRefuse?: string
}

/** Starts a process. @throws Refused, GivenUp */
export function startAs(stage: Stage, { who, tenantId }: Person, { kind, input, mayRefuse }: StartAsked) {
  const opId = newId()
  const shift = anyApi(stage, who)
  return askUntilKnown(stage.asking, {
    ...{ tenantId, opId, what: `start of a ${kind}` },
    ...(mayRefuse === undefined ? {} : { mayRefuse }),
    send: (attempt, signal) =>
      stage.site.balanced(attempt + shift, (api) =>
        browserAt(who, api).trpc.process.start.mutate({ kind, input, requestId: opId }, { signal }),
      ),
  })
}

export interface ActAsked {
  readonly id: string
  readonly action: string
  readonly form: FormJson
  readonly seen?: number
}

/** Takes an action. @throws Refused, GivenUp */
export function actAs(stage: Stage, { who, tenantId }: Person, asked: ActAsked) {
  const requestId = newId()
  const shift = anyApi(stage, who)
  return askUntilKnown(stage.asking, {
    ...{ tenantId, opId: requestId, what: asked.action },
    send: (attempt, signal) =>
      stage.site.balanced(attempt + shift, (api) => browserAt(who, api).trpc.process.act.mutate({ ...asked, requestId }, { signal })),
  })
}
