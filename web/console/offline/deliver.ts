import type { DraftValues } from '../../lib/draft.ts'
import { newId } from '../../lib/new-id.ts'
import type { Uploaded } from '../form/upload.ts'
import { uploadFile } from '../form/upload.ts'
import type { ActAnswer, ActInput } from '../process/process-source.ts'
import { act } from '../process/process-source.ts'
import { openShelf } from './shelf.ts'
import { traveller } from './traveller.ts'

/** An action with its form as a draft holds it. */
export interface DraftedAct extends Omit<ActInput, 'form'> {
  readonly form: DraftValues
}

/** Holds a file until there is a network; its id goes into the form at once. @throws when the browser has no room for it */
export async function holdFile(owner: string, file: File): Promise<Uploaded> {
  const held = { id: newId(), owner, file }
  const shelf = await openShelf()
  await shelf.put('files', held)
  return { id: held.id, name: file.name, sizeBytes: file.size }
}

/** Those of the files that are held here still, as a form shows them. */
export async function findHeldFiles(ids: readonly string[]): Promise<readonly Uploaded[]> {
  const shelf = await openShelf()
  const held = await Promise.all(ids.map((id) => shelf.get('files', id)))
  return held.flatMap((one) => (one === undefined ? [] : [{ id: one.id, name: one.file.name, sizeBytes: one.file.size }]))
}

async function uploadedId(id: string): Promise<string> {
  const shelf = await openShelf()
  const held = await shelf.get('files', id)
  if (held === undefined) return id
  if (held.uploadedId !== undefined) return held.uploadedId
  const uploaded = await uploadFile(held.file)
  await shelf.put('files', { ...held, uploadedId: uploaded.id })
  return uploaded.id
}

const idsIn = (form: DraftValues): readonly string[] => Object.values(form).flatMap((value) => (Array.isArray(value) ? value : []))

/** Forgets the files that a form named: they are sent, or the form was thrown away. */
export async function dropHeldFiles(form: DraftValues): Promise<void> {
  const ids = idsIn(form)
  if (ids.length === 0 || traveller() === undefined) return
  const shelf = await openShelf()
  for (const id of ids) await shelf.delete('files', id)
}

/** Uploads what the form names and is still here, then asks for the action. Repeated it is the very same request. */
export async function deliver(request: DraftedAct): Promise<ActAnswer> {
  if (traveller() === undefined) return act(request)
  const sent = new Map<string, string>()
  for (const id of idsIn(request.form)) sent.set(id, await uploadedId(id))
  const form = Object.fromEntries(
    Object.entries(request.form).map(([name, value]) => [name, Array.isArray(value) ? value.map((id) => sent.get(id) ?? id) : value]),
  )
  const answer = await act({ ...request, form })
  await dropHeldFiles(request.form)
  return answer
}
