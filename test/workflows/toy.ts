import { emptyForm } from '../../domain/form.ts'
import { defineProcess } from '../../domain/process.ts'
import type { Handlers } from '../../workflows/engine/handlers.ts'

/** Three states: a key is made by another program, handed over by a person, and done with; or nobody comes for it. */
export const toy = defineProcess({
  kind: 'toy',
  prefix: 'К',
  label: { ru: 'Ключ', en: 'Key' },
  pluralLabel: { ru: 'Ключи', en: 'Keys' },
  newLabel: { ru: 'Новый ключ', en: 'New key' },
  data: {
    door: { type: 'text', label: { ru: 'Дверь', en: 'Door' }, max: 40 },
    cut: { type: 'text', label: { ru: 'Нарезка', en: 'Cut' }, max: 40, optional: true },
  },
  start: { door: { type: 'text', label: { ru: 'Дверь', en: 'Door' }, max: 40 } },
  startBy: ['support'],
  readBy: ['manager'],
  forms: { none: emptyForm },
  initial: 'making',
  deadlines: {},
  states: {
    making: {
      label: { ru: 'Изготавливается', en: 'Being made' },
      actions: {
        bring: { label: { ru: 'Принесли готовый', en: 'Brought ready-made' }, to: 'ready', by: ['support'] },
        again: { label: { ru: 'Начать заново', en: 'Start over' }, to: 'making', by: ['support'] },
      },
    },
    ready: {
      label: { ru: 'Готов', en: 'Ready' },
      waitsFor: 'support',
      actions: { hand: { label: { ru: 'Выдать', en: 'Hand over' }, to: 'done', by: ['support'] } },
      after: [{ policy: 'toy.wait', to: 'done', reason: { ru: 'никто не пришёл', en: 'nobody came' } }],
    },
    done: { label: { ru: 'Завершено', en: 'Done' }, final: true },
  },
  begin: (form) => ({ door: form['door'] ?? '' }),
  title: (data) => String(data['door']),
})

/** Only what is special: a state that waits for people alone needs no handler. */
export const toyHandlers: Handlers<typeof toy> = {
  async making(process) {
    const cut = await process.call('cut', { door: process.data.door })
    return process.go('ready', typeof cut === 'string' ? { cut } : {})
  },
}
export const toyPolicies = { 'toy.wait': { amount: 2, unit: 'days', clock: 'elapsed' } } as const
