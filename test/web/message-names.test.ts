import { expect, it } from 'vitest'
import { langs } from '../../domain/label.ts'
import { smsNames } from '../../domain/messages/sms-names.ts'
import { messageWords } from '../../web/console/process/message-words.ts'

it('the name of a short message begins with its channel, which a chat puts its own in place of', () => {
  for (const name of smsNames) for (const lang of langs) expect(messageWords[name][lang]).toMatch(/^SMS[ :]/u)
})
