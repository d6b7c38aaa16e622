import { Pool } from 'undici'

/** Posts JSON over connections that are kept, with as little of its own as can be. */
export interface Poster {
  /** What is not confirmed (503) is asked again, as screens do. @throws with the body of any other answer but 200 */
  post(path: string, body: object): Promise<unknown>
  /** Answers that were not confirmed at first. */
  readonly repeats: number
  close(): Promise<void>
}

const maxRepeats = 5

export function openPoster(origin: string, headers: Readonly<Record<string, string>> = {}): Poster {
  const pool = new Pool(origin, { connections: 64 })
  let repeats = 0
  return {
    get repeats() {
      return repeats
    },
    async post(path, body) {
      for (let left = maxRepeats; ; left -= 1) {
        const answer = await pool.request({
          path,
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
        const text = await answer.body.text()
        if (answer.statusCode === 503 && left > 0) {
          repeats += 1
          continue
        }
        if (answer.statusCode !== 200) throw new Error(`${path} answered ${String(answer.statusCode)}: ${text.slice(0, 300)}`)
        return JSON.parse(text)
      }
    },
    close: () => pool.close(),
  }
}
