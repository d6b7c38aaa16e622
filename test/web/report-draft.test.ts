import { expect, it } from 'vitest'
import { draftOf } from '../../web/console/figures/report-draft.ts'

it('is changed without those who may not see figures any more, whom its form can not take out', () => {
  const receivers = [
    { id: 'one', name: 'Мария Орлова', mayRead: true },
    { id: 'other', name: '', mayRead: false },
  ]
  const shown = { id: 'report', name: 'Неделя', filter: {}, by: 'rep', period: 'lastWeek', format: 'csv' } as const
  const when = { rhythm: 'weekly', weekday: 'mon', hour: 9, nextAt: null, createdAt: '2026-11-26T09:00:00.000Z' } as const
  const draft = draftOf({ ...shown, ...when, owner: { id: 'one', name: 'Мария Орлова' }, receivers, changeable: true, letters: [] })
  expect(draft.receiverIds).toEqual(['one'])
})
