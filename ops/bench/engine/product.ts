import { z } from 'zod'
import { newId } from '../../../db/id.ts'
import { stepsOfLife } from './contestant.ts'
import type { Contestant } from './contestant.ts'
import type { Poster } from './post.ts'

const acted = z.object({ result: z.object({ data: z.object({ seq: z.number() }) }) })
const started = z.object({ result: z.object({ data: z.object({ id: z.string() }) }) })

const steps = [
  { action: 'take' },
  { action: 'ask', form: { comment: 'Какой фильтр выбран в отчёте и за какой день он построен?' } },
  { action: 'answer', form: { comment: 'Фильтр по магазину, за вчерашний день.' } },
  { action: 'solve', form: { comment: 'Фильтр считал возвраты дважды. Мы поправили отчёт: обновите страницу.' } },
] as const

const ticket = {
  subject: 'Отчёт по продажам не сходится',
  description: 'Сумма в отчёте за вчера больше, чем в кассе, на стоимость возвратов.',
  requestType: 'incident',
  priority: 'normal',
  channel: 'console',
  language: 'ru',
  requesterEmail: 'requester@bench.example',
} as const

/** A ticket by the API of the real product: registered, taken, asked about, answered, solved. Its letters go out beside. */
export function createProduct(poster: Poster): Contestant {
  const seen = new Map<string, number>()
  return {
    name: 'ticket by the API',
    steps: stepsOfLife,
    async begin() {
      const input = { kind: 'ticket', input: ticket, requestId: newId() }
      const { id } = started.parse(await poster.post('/trpc/process.start', input)).result.data
      seen.set(id, 1)
      return id
    },
    async step(id, index) {
      const asked = { id, ...steps[index], seen: seen.get(id), requestId: newId() }
      seen.set(id, acted.parse(await poster.post('/trpc/process.act', asked)).result.data.seq)
    },
  }
}
