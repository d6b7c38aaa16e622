import type { JsonObject } from '../../../domain/json.ts'
import { isJsonObject } from '../../../domain/json.ts'
import { RequestFailure, failureFrom, failureOf } from '../../lib/failure.ts'

/** The limit of one file, as the server keeps it. */
export const maxFileBytes = 20 * 1024 * 1024

export interface Uploaded {
  readonly id: string
  readonly name: string
  readonly sizeBytes: number
}

/** What the server says of a failure, where a plain answer carries it. */
function dataOf(answer: unknown): JsonObject {
  const error = isJsonObject(answer) ? answer['error'] : undefined
  return isJsonObject(error) && isJsonObject(error['data']) ? error['data'] : {}
}

/** Sends one file before the form that will name it. @throws RequestFailure in words for a person */
export async function uploadFile(file: File): Promise<Uploaded> {
  const body = new FormData()
  body.append('file', file, file.name)
  const response = await fetch('/files', { method: 'POST', body }).catch((error: unknown) => {
    throw new RequestFailure(failureOf(error))
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok || !isJsonObject(answer)) throw new RequestFailure(failureFrom(dataOf(answer)))
  const id = typeof answer['id'] === 'string' ? answer['id'] : undefined
  if (id === undefined) throw new RequestFailure(failureFrom({}))
  return { id, name: file.name, sizeBytes: file.size }
}
