import { expect, it } from 'vitest'
import { smsNames } from '../../domain/messages/sms-names.ts'
import { en } from '../../web/lib/words/en.ts'
import { ru } from '../../web/lib/words/ru.ts'

it('the name of a short message begins with its channel, which a chat puts its own in place of', () => {
  for (const name of smsNames) for (const words of [ru, en]) expect(words[`letter.${name}`]).toMatch(/^SMS[ :]/u)
})
