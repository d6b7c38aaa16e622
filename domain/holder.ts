import type { ProcessDefinition } from './process.ts'
import type { Party } from './roles.ts'

/**
 * Whose the ball is while a party is waited for: the assignee's, unless the process is assigned to somebody of another party.
 * A visit stays its representative's while a manager reviews the report.
 */
export const holderOf = (definition: Pick<ProcessDefinition, 'assignee'>, party: Party, assigneeId: string | null): string | null =>
  definition.assignee === undefined || definition.assignee === party ? assigneeId : null
