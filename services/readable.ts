import type { Actor } from '../domain/actor.ts'
import { mayRead } from '../domain/process.ts'
import type { ProcessDefinition } from '../domain/process.ts'
import { definitionOf, processKinds, processes } from '../domain/processes.ts'
import type { ProcessKind } from '../domain/processes.ts'
import { forbidden } from './problem.ts'

/** The kinds of process an actor may look at; a private link reads its one process by its own page. */
export const readableKinds = (actor: Actor): ProcessKind[] => processKinds.filter((kind) => mayRead(processes[kind], actor))

/** @throws Problem Forbidden when the actor's roles do not let them look at the kind */
export function checkReadable(actor: Actor, definition: ProcessDefinition): void {
  if (!mayRead(definition, actor)) throw forbidden()
}

/** The same for a kind by name. @throws also for a kind that is not there, which a migration forgot */
export function checkReadableKind(actor: Actor, kind: string): void {
  const definition = definitionOf(kind)
  if (!definition) throw new Error(`No process is called ${kind}`)
  checkReadable(actor, definition)
}
