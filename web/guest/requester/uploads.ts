import { createSignal } from 'solid-js'
import { isJsonObject } from '../../../domain/json.ts'
import type { Draft } from '../../lib/draft.ts'
import { newId } from '../../lib/new-id.ts'
import { ask } from '../client.ts'
import type { Picked } from '../file-picker.tsx'
import { words } from '../lang.ts'

const maxFileBytes = 20 * 1024 * 1024
const maxCount = 20

const isPicked = (value: unknown): value is Picked =>
  isJsonObject(value) && typeof value['key'] === 'string' && typeof value['name'] === 'string' && typeof value['sizeBytes'] === 'number'

/** Files already uploaded for a draft: they survive a reload with it. */
function keptIn(draft: Draft): Picked[] {
  try {
    const kept: unknown = JSON.parse(String(draft.values['files'] ?? '[]'))
    return Array.isArray(kept) ? kept.filter(isPicked) : []
  } catch {
    return []
  }
}

export interface Uploads {
  readonly items: () => readonly Picked[]
  readonly error: () => string | undefined
  readonly add: (files: readonly File[]) => void
  readonly remove: (key: string) => void
  readonly busy: () => boolean
  readonly ids: () => string[]
  readonly clear: () => void
}

/** Uploads files as soon as they are chosen, so that sending is quick. */
export function createUploads(draft: Draft, base: () => string): Uploads {
  const [items, setItems] = createSignal<readonly Picked[]>(keptIn(draft))
  const [errors, setErrors] = createSignal<readonly string[]>([])
  const tell = (said: string): void => void setErrors((held) => (held.includes(said) ? held : [...held, said]))
  const keep = (): void => {
    const done = items().filter((item) => !item.busy)
    draft.set('files', done.length === 0 ? undefined : JSON.stringify(done))
  }

  async function upload(file: File): Promise<void> {
    const waiting: Picked = { key: newId(), name: file.name, sizeBytes: file.size, busy: true }
    setItems([...items(), waiting])
    const body = new FormData()
    body.append('file', file)
    const answer = await ask<{ id: string; name: string; sizeBytes: number }>(`${base()}/files`, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(300_000),
    })
    // It may have been taken out meanwhile.
    if (!items().some((item) => item.key === waiting.key)) return
    if (answer.ok) {
      const { id, name, sizeBytes } = answer.value
      setItems(items().map((item) => (item.key === waiting.key ? { key: id, name, sizeBytes, busy: false } : item)))
      keep()
    } else {
      setItems(items().filter((item) => item.key !== waiting.key))
      tell(`${file.name}: ${answer.failure.message}`)
    }
  }

  return {
    items,
    error: () => errors().join(' ') || undefined,
    add: (files) => {
      setErrors([])
      for (const file of files) {
        if (items().length >= maxCount) tell(words().tooMany(maxCount))
        else if (file.size > maxFileBytes) tell(words().tooBig(file.name))
        else if (file.size === 0) tell(words().emptyFile(file.name))
        else void upload(file)
      }
    },
    remove: (key) => {
      setErrors([])
      setItems(items().filter((item) => item.key !== key))
      keep()
    },
    busy: () => items().some((item) => item.busy),
    ids: () => items().map((item) => item.key),
    clear: () => {
      setItems([])
    },
  }
}
