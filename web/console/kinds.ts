import type { ProcessDefinition } from '../../domain/process.ts'
import { definitionOf, processes } from '../../domain/processes.ts'

/** The kinds of processes the console shows, in the order of the menu. */
export const kinds: readonly ProcessDefinition[] = Object.values(processes)

/** The definition of a kind; undefined for a name nobody declared (an old link, a typo). */
export const kindOf = (name: string): ProcessDefinition | undefined => definitionOf(name)
