import type { Actor } from '../../domain/actor.ts'
import type { Policies } from '../../domain/policies.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { TestOrganization } from '../support/stack.ts'
import type { RandomSource } from '../workflows/random-source.ts'
import type { Ground } from './ground.ts'
import type { LiveAsked } from './live-process.ts'
import type { Expected } from './reference.ts'

/** A process that was started, and who asks what of it: a walk's requests with the people, numbers and files that there are here. */
export interface LiveStart {
  readonly id: string
  request(snapshot: Snapshot, now: number): LiveAsked
}

/** Where the processes of a batch are, and by which policies. */
export interface LivePlace {
  readonly ground: Ground
  readonly org: TestOrganization
  readonly policies: Policies
}

/** A kind of process beside the reference, on a live installation. */
export interface LiveKind {
  readonly definition: ProcessDefinition
  policies(random: RandomSource): Policies
  /** Hires the people of an organization, and answers how one seed's process is started. */
  hire(place: LivePlace): Promise<(random: RandomSource) => Promise<LiveStart>>
  /** Letters that are not written although their move names them; `states` ends with the present one. */
  keepsBack(letter: string, states: readonly Expected[]): boolean
  /** Whoever may not even look at it. */
  hides(actor: Actor, now: Expected): boolean
}
