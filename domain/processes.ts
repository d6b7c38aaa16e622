import type { ProcessDefinition } from './process.ts'
import { ticket } from './ticket.ts'
import { visit } from './visit.ts'

/** Every process of the product, by kind. The map, the lists, the rights and the numbers read it. */
export const processes = { ticket, visit } as const satisfies { readonly [kind: string]: ProcessDefinition }
export type ProcessKind = keyof typeof processes
export const processKinds = ['ticket', 'visit'] as const satisfies readonly ProcessKind[]

const byKind: { readonly [kind: string]: ProcessDefinition | undefined } = processes

/** The definition of a kind that came from outside. */
export const definitionOf = (kind: string): ProcessDefinition | undefined => (Object.hasOwn(processes, kind) ? byKind[kind] : undefined)
