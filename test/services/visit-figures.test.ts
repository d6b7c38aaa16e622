import { afterAll, beforeAll, expect, it } from 'vitest'
import { figureNames, measures } from '../../domain/visit-figures.ts'
import type { FiguresInput, VisitFigures } from '../../services/visit/figures/read.ts'
import { visitCoverage, visitFigures } from '../../services/visit/figures/read.ts'
import { exportFigures } from '../../services/visit/figures/export.ts'
import { visitsBehind } from '../../services/visit/figures/behind.ts'
import { visitModes } from '../../domain/visit-fields.ts'
import { yearOfVisits } from '../support/visit-rows.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

const year = { from: '2026-01-01', to: '2026-12-31' } as const

let desk: Desk
let office: Office
let people: { readonly [name in 'first' | 'second' | 'manager' | 'analyst' | 'support']: Staff }

beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  people = {
    first: await office.person('Игорь Ветров', 'rep'),
    second: await office.person('Нина Светлова', 'rep'),
    manager: await office.person('Мария Орлова', 'manager'),
    analyst: await office.person('Лидия Аналитик', 'analyst'),
    support: await office.person('Павел Помощник', 'support1'),
  }
  await yearOfVisits(desk.db, office.tenantId, [people.first, people.second], 2026)
})
afterAll(() => desk.close())

const read = (who: Staff, input: Omit<FiguresInput, 'from' | 'to'> & { readonly from?: string; readonly to?: string }) =>
  visitFigures({ ctx: office.ctx(who), input: { ...year, ...input } })

it('says the same whether it reads sums or visits', async () => {
  const { manager, first } = people
  const whole = (await read(manager, { by: 'month' })).total
  expect(whole).toMatchObject({ visits: 120, held: 60, noShow: 20, cancelled: 20, reported: 40 })
  for (const by of ['week', 'rep', 'organization'] as const) {
    const { rows, total } = await read(manager, { by })
    expect(total, by).toEqual(whole)
    for (const name of figureNames)
      expect(
        rows.reduce((sum, row) => sum + row.figures[name], 0),
        `${by} ${name}`,
      ).toBe(whole[name])
  }
  // Of one product the sums of products tell; of one product and one representative those of months.
  const product = 'Витамакс'
  const ofProduct = await read(manager, { by: 'month', product })
  const byRep = await read(manager, { by: 'rep', product })
  expect(byRep.total).toEqual(ofProduct.total)
  expect(ofProduct.total.visits).toBe(80)
  expect(ofProduct.total.reactions).toBeGreaterThan(0)
  expect((await read(manager, { by: 'product' })).rows.find(({ key }) => key === product)?.figures).toEqual(ofProduct.total)
  expect(byRep.rows.find(({ key }) => key === first.id)?.figures).toEqual(
    (await read(manager, { by: 'month', product, repId: first.id })).total,
  )
})

it('says the same of months that are summed for all modes as of each mode by itself', async () => {
  const { manager, first } = people
  const period = { from: '2026-01-10', to: '2026-11-20' }
  const told = ({ rows }: VisitFigures) => new Map(rows.map(({ key, span, figures }) => [`${key} ${span ?? ''}`, figures]))
  for (const ask of [
    { by: 'rep' },
    { by: 'organization' },
    { by: 'organization', over: 'month' },
    { by: 'month', repId: first.id },
  ] as const)
    for (const product of [undefined, 'Витамакс']) {
      const whole = told(await read(manager, { ...period, ...ask, product }))
      const parts = await Promise.all(visitModes.map(async (mode) => told(await read(manager, { ...period, ...ask, product, mode }))))
      expect(whole.size, `${ask.by} ${product ?? ''}`).toBeGreaterThan(1)
      expect(new Set(parts.flatMap((part) => [...part.keys()]))).toEqual(new Set(whole.keys()))
      for (const [key, figures] of whole)
        for (const name of figureNames)
          expect(
            parts.reduce((sum, part) => sum + (part.get(key)?.[name] ?? 0), 0),
            `${ask.by} ${product ?? ''} ${key} ${name}`,
          ).toBe(figures[name])
    }
})

it('narrows by period, organization, mode and evidence, and names its rows', async () => {
  const { manager, first } = people
  const { rows } = await read(manager, { by: 'rep', from: '2026-03-01', to: '2026-05-31' })
  expect(rows.map(({ label }) => label).toSorted()).toEqual(['Игорь Ветров', 'Нина Светлова'])
  expect((await read(manager, { by: 'month', from: '2026-03-01', to: '2026-05-31' })).rows.map(({ key }) => key)).toEqual([
    '2026-03',
    '2026-04',
    '2026-05',
  ])
  const clinic = await read(manager, { by: 'rep', organization: 'Клиника 1' })
  expect(clinic.total.visits).toBe(30)
  expect((await read(manager, { by: 'organization' })).rows.find(({ key }) => key === 'Клиника 1')?.figures).toEqual(clinic.total)
  expect((await read(manager, { by: 'month', evidence: 'A' })).total).toMatchObject({ visits: 10, reported: 10, held: 10 })
  expect((await read(manager, { by: 'month', mode: 'remote', repId: first.id })).total.visits).toBe(30)
  const series = await read(manager, { by: 'product', over: 'month' })
  const months = series.rows.filter(({ key }) => key === 'Аквадент').map(({ span }) => span)
  expect(new Set(months)).toEqual(new Set(['2026-01', '2026-04', '2026-07', '2026-10']))
})

it('counts contacts that were visited of those that visits were planned to', async () => {
  const { manager, first } = people
  const ask = (more: object, who = manager) => visitCoverage({ ctx: office.ctx(who), input: { ...year, ...more } })
  expect(await ask({})).toEqual({ contacts: 7, visited: 7 })
  expect(await ask({ from: '2026-02-01', to: '2026-02-28', repId: first.id })).toEqual({ contacts: 5, visited: 5 })
  // In April nobody came.
  expect(await ask({ from: '2026-04-01', to: '2026-04-30', repId: first.id })).toEqual({ contacts: 5, visited: 0 })
  expect((await ask({ product: 'Аквадент' })).contacts).toBeGreaterThan(0)
})

it('shows each only what they may look at: a representative their own, an analyst the remote ones, others nothing', async () => {
  const { first, analyst, support } = people
  for (const by of ['month', 'rep', 'product', 'organization'] as const) {
    const own = await read(first, { by })
    expect(own.total.visits).toBe(60)
    expect((await read(first, { by, repId: people.second.id })).total.visits).toBe(0)
    expect((await read(analyst, { by, mode: 'inPerson' })).total.visits).toBe(0)
    await expect(read(support, { by })).rejects.toMatchObject({ code: 'Forbidden' })
  }
  expect((await read(analyst, { by: 'month' })).total.visits).toBe(60)
  await expect(visitCoverage({ ctx: office.ctx(support), input: year })).rejects.toMatchObject({ code: 'Forbidden' })
  await expect(read(first, { by: 'month', from: '2026-12-31', to: '2026-01-01' })).rejects.toMatchObject({ code: 'BadInput' })
})

it('names the visits behind each figure', async () => {
  const { manager, first, analyst } = people
  const { total } = await read(manager, { by: 'month', repId: first.id })
  for (const measure of ['visits', 'held', 'noShow', 'cancelled', 'unreported'] as const) {
    const { items } = await visitsBehind({ ctx: office.ctx(manager), input: { ...year, repId: first.id, measure } })
    expect(items.length, measure).toBe(measures[measure].of(total))
    expect(new Set(items.map(({ repName }) => repName))).toEqual(new Set(['Игорь Ветров']))
  }
  const seen = await visitsBehind({ ctx: office.ctx(analyst), input: { ...year, measure: 'visits', product: 'Витамакс' } })
  expect(new Set(seen.items.map(({ mode }) => mode))).toEqual(new Set(['remote']))
  await expect(visitsBehind({ ctx: office.ctx(people.support), input: { ...year, measure: 'held' } })).rejects.toMatchObject({
    code: 'Forbidden',
  })
})

it('is taken away as a file with its total', async () => {
  const file = await exportFigures({ ctx: office.ctx(people.analyst), input: { ...year, by: 'rep' }, format: 'csv' })
  expect(file.fileName).toBe('Визиты показатели 2026-01-01 2026-12-31.csv')
  const lines = (await file.stream.toArray()).join('').trim().split('\r\n')
  expect(lines[0]).toContain('Представитель;Запланировано;Состоялось')
  expect(lines.at(-1)).toMatch(/^Всего;60;/)
  expect(lines).toHaveLength(4)
})
