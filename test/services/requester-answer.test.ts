import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import { answer } from '../../services/requester/answer.ts'
import { visitorBy } from '../../services/links/visitor.ts'
import { startRequesterStage } from '../support/requester-case.ts'
import type { RequesterStage } from '../support/requester-case.ts'

let stage: RequesterStage
beforeAll(async () => {
  stage = await startRequesterStage()
})
afterAll(() => stage.close())

it('keeps the words when support moves the ticket between the look and the move', async () => {
  const one = await stage.newCase('Опередили')
  await one.staff('take')
  await one.staff('ask', { comment: 'Какой кабинет?' })
  const { engine, db } = stage.stack
  const overtaken: EnginePort = {
    ...engine,
    act: async (processId, update) => {
      await one.staff('answer', { comment: 'Узнали по телефону' })
      return engine.act(processId, update)
    },
  }
  const linkId = (await stage.link(one.id))?.id ?? ''
  const visitor = await visitorBy({ db, now: new Date(), party: 'requester' }, { linkId, token: one.token, requestId: newId() })
  const input = { text: 'Кабинет 12', files: [] }
  expect(await answer({ visitor, engine: overtaken, input })).toEqual({ as: 'joined' })
  expect(await answer({ visitor, engine, input })).toEqual({ as: 'joined' })
  expect(await stage.row(one.id)).toMatchObject({ state: 'inProgress', seq: 4 })
  const said = (await stage.said(one.id)).map(({ body }) => body)
  expect(said).toHaveLength(4)
  expect(said).toEqual(expect.arrayContaining(['Узнали по телефону', 'Кабинет 12']))
})

it('tells that an answer is not confirmed, and the same request finishes it later', async () => {
  const one = await stage.newCase('Без подтверждения')
  await one.staff('take')
  await one.staff('ask', { comment: 'Какой этаж?' })
  const { engine, db } = stage.stack
  // Nobody knows what became of it.
  const deaf: EnginePort = { ...engine, act: async () => ({ kind: 'unknown', cause: new Error('deadline exceeded') }) }
  const linkId = (await stage.link(one.id))?.id ?? ''
  const visitor = await visitorBy({ db, now: new Date(), party: 'requester' }, { linkId, token: one.token, requestId: newId() })
  const input = { text: 'Третий', files: [] }
  await expect(answer({ visitor, engine: deaf, input })).rejects.toMatchObject({ code: 'NotConfirmed' })
  expect(await answer({ visitor, engine, input })).toEqual({ as: 'answer' })
  await one.staff('ask', { comment: 'А подъезд?' })
  // It asks again although the ticket has moved on: the first answer, and no second message.
  expect(await answer({ visitor, engine, input })).toEqual({ as: 'answer' })
  expect(await stage.row(one.id)).toMatchObject({ state: 'clarification', seq: 5 })
  expect((await stage.said(one.id)).filter(({ body }) => body === 'Третий')).toHaveLength(1)
})
