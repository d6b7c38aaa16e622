import { expect, it } from 'vitest'
import { decide } from '../../domain/decide.ts'
import { deedsOf, rightTo, rightToRead } from '../../domain/role-rights.ts'
import { definitionOf, processKinds } from '../../domain/processes.ts'
import { roles } from '../../domain/roles.ts'
import type { StateDef } from '../../domain/process.ts'
import { ticket } from '../../domain/ticket.ts'
import { visit } from '../../domain/visit.ts'

it('says of nobody that they may do what the engine refuses them, nor that they may not what it allows', () => {
  for (const kind of processKinds) {
    const definition = definitionOf(kind)
    if (!definition) throw new Error(`No process is called ${kind}`)
    for (const [state, { actions }] of Object.entries<StateDef>(definition.states))
      for (const name of Object.keys(actions ?? {})) {
        const deed = deedsOf(definition).find((one) => one.name === name)
        for (const role of roles) {
          const id = '018f0000-0000-7000-8000-00000000000a'
          // Their own, and within every limit: whoever may with any process may with this one.
          const own = {
            ...{ state, seq: 1, movedSeq: 1, enteredSeq: 1, enteredAt: 0, clocks: {}, plan: [], fired: [], opens: {}, assigneeId: id },
            data: { mode: 'remote', line: 'support1' },
          }
          const decision = decide(definition, own, { action: name, form: {}, actor: { kind: 'staff', id, name: '', roles: [role] } }, 0)
          const forbidden = !decision.ok && decision.refusal.reason === 'Forbidden'
          const right = deed === undefined ? 'none' : rightTo(definition, deed, role)
          // The right is of the action wherever it is offered; here it may be narrower.
          if (!forbidden && (decision.ok || decision.refusal.reason !== 'NotAllowedNow'))
            expect({ kind, name, role, right }).not.toMatchObject({ right: 'none' })
          if (right === 'none' && decision.ok) expect.fail(`${role} may ${name}`)
        }
      }
  }
})

it('knows whose processes are their own alone, and who has to do with some', () => {
  const deed = (name: string) => deedsOf(visit).find((one) => one.name === name) ?? expect.fail(name)
  expect(rightTo(visit, deed('finish'), 'rep')).toBe('own')
  expect(rightTo(visit, deed('confirm'), 'analyst')).toBe('some')
  expect(rightTo(visit, deed('accept'), 'manager')).toBe('all')
  expect(rightTo(visit, deed('accept'), 'rep')).toBe('none')
  expect(rightTo(visit, deed('finish'), 'orgadmin')).toBe('all')
  expect(rightToRead(visit, 'rep')).toBe('own')
  expect(rightToRead(ticket, 'auditor')).toBe('all')
  expect(rightToRead(ticket, 'rep')).toBe('none')
  // What only the outside does is no right of any role.
  expect(deedsOf(visit).map(({ name }) => name)).not.toContain('decline')
})
