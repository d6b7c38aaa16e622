import { appendFile, readFile } from 'node:fs/promises'
import path from 'node:path'

/** One message in a chat with the bot. */
export interface ChatLine {
  readonly id: number
  readonly chatId: number
  readonly from: 'bot' | 'person'
  readonly text: string
  /** Epoch milliseconds. */
  readonly at: number
}

export interface ChatLog {
  readonly all: readonly ChatLine[]
  add(line: Omit<ChatLine, 'id'>): Promise<ChatLine>
}

const isLine = (value: unknown): value is ChatLine => typeof value === 'object' && value !== null && 'chatId' in value && 'text' in value

/** All chats; in a file of the directory when one is given, so that the demo's survive a restart. */
export async function openChatLog(directory?: string): Promise<ChatLog> {
  const file = directory === undefined ? undefined : path.join(directory, 'chats.jsonl')
  const all: ChatLine[] = []
  const kept = file === undefined ? '' : await readFile(file, 'utf8').catch(() => '')
  for (const text of kept.split('\n').slice(0, -1)) {
    const line: unknown = JSON.parse(text)
    if (isLine(line)) all.push(line)
  }
  return {
    all,
    async add(line) {
      const added = { ...line, id: all.length + 1 }
      all.push(added)
      if (file !== undefined) await appendFile(file, `${JSON.stringify(added)}\n`)
      return added
    },
  }
}
