import { DrizzleQueryError } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { MailUnavailable } from '../../connectors/mail/port.ts'
import { createSdkLogger } from '../../workers/sdk-log.ts'

test('the log of the engine library names what failed, and nobody', () => {
  const lines: string[] = []
  const write = (fields: object, message?: string): void => void lines.push(JSON.stringify({ ...fields, message }))
  const logger = createSdkLogger({ trace: write, debug: write, info: write, warn: write, error: write })
  const refused = new Error('550 <oleg@alfa.example> is unknown')
  const workflowId = 'process/1'
  logger.warn('Activity failed', {
    workflowId,
    activityType: 'deliver',
    attempt: 3,
    error: new MailUnavailable('Олега Петрова здесь нет', 451, refused),
  })
  logger.log('WARN', 'Activity failed', {
    workflowId,
    error: new DrizzleQueryError('insert into messages', ['Касса Олега'], new Error('no connection')),
  })
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    {
      message: 'Activity failed',
      workflowId,
      activityType: 'deliver',
      attempt: '3',
      err: { message: 'The mail server did not take the letter (451)' },
    },
    { message: 'Activity failed', err: { message: 'Failed query: insert into messages' } },
  ])
  expect(lines.join('\n')).not.toMatch(/oleg|Олега|Петрова/u)
})
