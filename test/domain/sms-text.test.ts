import { describe, expect, it } from 'vitest'
import { langs } from '../../domain/label.ts'
import { letterNames } from '../../domain/letters/names.ts'
import { deliveryStates, mayBecome } from '../../domain/messages/delivery-state.ts'
import { smsFor, smsNames } from '../../domain/messages/sms-names.ts'
import { renderSms } from '../../domain/messages/sms-text.ts'
import { smsSize } from '../../domain/text/sms-parts.ts'

const now = Date.UTC(2026, 10, 1)
const token = 'k'.repeat(43)
const page = `https://vekha.example.ru/r#${token}`
const vars = {
  number: 'О-2026-000123',
  organization: 'ООО «Очень длинное название клиники на Садовой»',
  pageUrl: page,
  reopenUrl: `${page}&reopen`,
  zone: 'Europe/Moscow',
  contactName: 'Пётр Алексеев',
  startsAt: Date.UTC(2026, 10, 23, 9, 0),
  nextAt: Date.UTC(2026, 10, 25, 9, 0),
  mode: 'remote',
}
const withoutPage: ReadonlySet<string> = new Set(['sms.visit.cancelled', 'sms.visit.missed'])

describe('an SMS', () => {
  it.each(smsNames.flatMap((name) => langs.map((lang) => [name, lang] as const)))(
    '%s in %s costs two parts at most, says what it is about and leads to the private page',
    (name, lang) => {
      const { text, parts } = renderSms(name, lang, vars, now)
      expect(parts).toBeLessThanOrEqual(2)
      expect(smsSize(text).parts).toBe(parts)
      expect(text.includes(page)).toBe(!withoutPage.has(name))
      expect(text).toContain(
        name.startsWith('sms.visit.') ? { ru: '23 ноября, 12:00 (МСК)', en: '23 November, 12:00 (MSK)' }[lang] : vars.number,
      )
    },
  )

  it('names the organization where there is room, and leaves it out where there is none', () => {
    expect(renderSms('sms.ticket.ack', 'ru', { ...vars, organization: 'Альфа' }, now).text).toBe(
      `Альфа: Обращение О-2026-000123 принято: ${page}`,
    )
    expect(renderSms('sms.ticket.ack', 'ru', vars, now).text).toBe(`Обращение О-2026-000123 принято: ${page}`)
  })

  it('in English keeps to the alphabet of phones where its words do', () => {
    const { text } = renderSms('sms.visit.reminder', 'en', { ...vars, organization: 'Alfa' }, now)
    expect(smsSize(text)).toEqual(smsSize('x'.repeat(text.length)))
  })

  it('names the year of what is in another than the receiver’s', () => {
    const newYear = Date.UTC(2026, 11, 31, 21, 30)
    const textAt = (at: number) => renderSms('sms.visit.cancelled', 'ru', { ...vars, startsAt: newYear }, at).text
    expect(textAt(now)).toContain('Встреча 1 января 2027, 0:30 (МСК) отменена')
    expect(textAt(newYear - 30 * 60_000)).toContain('Встреча 1 января, 0:30 (МСК) отменена')
  })

  it('stands for a letter of the same name', () => {
    expect(letterNames.flatMap((letter) => smsFor(letter) ?? [])).toHaveLength(smsNames.length)
    expect(smsFor('ticket.received')).toBeUndefined()
  })
})

it('a message never goes back', () => {
  for (const from of deliveryStates) {
    expect(mayBecome(null, from)).toBe(true)
    for (const to of deliveryStates) if (mayBecome(from, to)) expect(mayBecome(to, from)).toBe(false)
    expect(mayBecome(from, from)).toBe(false)
  }
  expect(mayBecome('delivered', 'read')).toBe(true)
  expect(mayBecome('failed', 'delivered')).toBe(false)
})
