import { describe, expect, it } from 'vitest'
import { letterNames } from '../../domain/letters/names.ts'
import { waysOf } from '../../domain/messages/ways.ts'

const [email, phone] = ['a@b.example', '+79123456789']
const channels = (letter: (typeof letterNames)[number], reach: { email: string; phone: string }): string =>
  waysOf(letter, reach)
    .map((way) => way.channel)
    .join('+')

describe('the ways of a message', () => {
  it('are a letter, an SMS where there is no address, and both for what must be seen in time', () => {
    expect(letterNames.filter((letter) => channels(letter, { email, phone }) !== 'mail')).toEqual([
      'visit.invitation',
      'visit.moved',
      'visit.reminder',
      'visit.cancelled',
    ])
    expect(channels('visit.reminder', { email, phone })).toBe('mail+sms')
    expect(channels('visit.moved', { email: '', phone })).toBe('sms')
    expect(channels('visit.invitation', { email, phone: '' })).toBe('mail')
    expect(waysOf('ticket.ack', { email: '', phone })).toMatchObject([{ channel: 'sms', address: phone }])
  })

  it('lead to a chat where there is one, in place of the SMS or the letter, which are taken when it is left', () => {
    const routes = (letter: (typeof letterNames)[number], reach: { email: string; phone: string }, chatAt: string): string =>
      waysOf(letter, { ...reach, chatAt })
        .map(({ channel, instead }) => [channel, ...instead.map((way) => way.channel)].join('>'))
        .join('+')
    expect(routes('ticket.ack', { email, phone }, email)).toBe('telegram>mail')
    expect(routes('ticket.ack', { email: '', phone }, phone)).toBe('telegram>sms')
    expect(routes('visit.invitation', { email, phone }, email)).toBe('mail+telegram>sms')
    expect(routes('visit.invitation', { email, phone: '' }, email)).toBe('mail+telegram')
    expect(routes('ticket.received', { email, phone }, email)).toBe('mail')
  })

  it('are none for nobody, and for a phone where no SMS stands for the letter', () => {
    expect(channels('visit.invitation', { email: '', phone: '' })).toBe('')
    expect(channels('ticket.received', { email: '', phone })).toBe('')
  })
})
