import { appendFile, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** A message as the provider took it. */
export interface TakenSms {
  readonly id: number
  /** Digits alone, as the provider keeps a phone. */
  readonly phone: string
  readonly text: string
  readonly sender: string
  readonly parts: number
  /** Epoch milliseconds. */
  readonly takenAt: number
}

export interface SmsLog {
  readonly all: readonly TakenSms[]
  /** Kept when this resolves. */
  add(message: TakenSms): Promise<void>
  /** The last one to a phone under an id. */
  find(phone: string, id: number): TakenSms | undefined
}

const isTaken = (value: unknown): value is TakenSms =>
  typeof value === 'object' && value !== null && 'id' in value && 'phone' in value && 'takenAt' in value

/** All that was ever sent; in a file of the directory when one is given, so that the demo's phones survive a restart. */
export async function openSmsLog(directory?: string): Promise<SmsLog> {
  const file = directory === undefined ? undefined : path.join(directory, 'sms.jsonl')
  const all: TakenSms[] = []
  if (file !== undefined && directory !== undefined) {
    await mkdir(directory, { recursive: true })
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(0, -1)
    for (const line of lines) {
      const one: unknown = JSON.parse(line)
      if (isTaken(one)) all.push(one)
    }
  }
  return {
    all,
    async add(message) {
      all.push(message)
      if (file !== undefined) await appendFile(file, `${JSON.stringify(message)}\n`)
    },
    find: (phone, id) => all.findLast((one) => one.phone === phone && one.id === id),
  }
}
