import type { Form } from './form.ts'
import type { Label } from './label.ts'
import { priority } from './priority.ts'
import type { Party } from './roles.ts'

/** Actions every process has while it is open; definitions do not repeat them. */
export interface CommonAction {
  readonly label: Label
  readonly by: readonly Party[]
  readonly form: Form
  readonly needsReason: boolean
}
const messageId = { type: 'text', label: { ru: 'Сообщение', en: 'Message' }, max: 60, optional: true } as const

export const commonActions = {
  cancel: { label: { ru: 'Отменить', en: 'Cancel' }, by: [], form: {}, needsReason: true },
  assign: {
    label: { ru: 'Назначить', en: 'Assign' },
    by: ['support', 'manager', 'delivery'],
    form: { assigneeId: { type: 'person', label: { ru: 'Исполнитель', en: 'Assignee' }, party: 'support', optional: true } },
    needsReason: false,
  },
  setPriority: {
    label: { ru: 'Сменить приоритет', en: 'Change priority' },
    by: ['support', 'manager'],
    form: { priority },
    needsReason: true,
  },
  setDue: {
    label: { ru: 'Перенести срок', en: 'Move the deadline' },
    by: ['manager'],
    form: {
      deadline: { type: 'text', label: { ru: 'Какой срок', en: 'Which deadline' }, max: 60 },
      dueAt: { type: 'instant', label: { ru: 'Новый срок', en: 'New deadline' } },
    },
    needsReason: true,
  },
  retry: {
    label: { ru: 'Повторить сейчас', en: 'Retry now' },
    by: ['support', 'manager', 'delivery'],
    form: { messageId },
    needsReason: false,
  },
  skip: {
    label: { ru: 'Пропустить', en: 'Skip' },
    by: ['support', 'manager'],
    form: { messageId },
    needsReason: true,
  },
  recompute: { label: { ru: 'Пересчитать сроки', en: 'Recompute deadlines' }, by: ['machine'], form: {}, needsReason: false },
  sync: { label: { ru: 'Сверить', en: 'Reconcile' }, by: ['machine'], form: {}, needsReason: false },
} as const satisfies { readonly [name: string]: CommonAction }
export type CommonActionName = keyof typeof commonActions

export const isCommonAction = (name: string): name is CommonActionName => Object.hasOwn(commonActions, name)
