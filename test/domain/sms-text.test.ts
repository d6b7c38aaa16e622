import { describe, expect, it } from 'vitest'
import { langs } from '../../domain/label.ts'
import { letterNames } from '../../domain/letters/names.ts'
import { deliveryStates, mayBecome } from '../../domain/messages/delivery-state.ts'
import { smsFor, smsNames } from '../../domain/messages/sms-names.ts'
import { renderSms } from '../../domain/messages/sms-text.ts'
import { smsSize } from '../../domain/text/sms-parts.ts'

const token = 'k'.repeat(43)
const page = `https://vekha.example.ru/r#${token}`
const vars = {
  number: 'О-2026-000123',
  organization: 'ООО «Очень длинное название клиники на Садовой»',
  pageUrl: page,
  reopenUrl: `${page}&reopen`,
}

describe('an SMS', () => {
  it.each(smsNames.flatMap((name) => langs.map((lang) => [name, lang] as const)))(
    '%s in %s costs two parts at most and leads to the private page',
    (name, lang) => {
      const { text, parts } = renderSms(name, lang, vars)
      expect(parts).toBeLessThanOrEqual(2)
      expect(smsSize(text).parts).toBe(parts)
      expect(text).toContain(page)
      expect(text).toContain(vars.number)
    },
  )

  it('names the organization where there is room, and leaves it out where there is none', () => {
    expect(renderSms('sms.ticket.ack', 'ru', { ...vars, organization: 'Альфа' }).text).toBe(
      `Альфа: Обращение О-2026-000123 принято: ${page}`,
    )
    expect(renderSms('sms.ticket.ack', 'ru', vars).text).toBe(`Обращение О-2026-000123 принято: ${page}`)
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
