import type { JSX } from 'solid-js'
import { createSignal } from 'solid-js'
import type { FilesField } from '../../../domain/form.ts'
import type { Draft, DraftValues } from '../../lib/draft.ts'
import { failureOf } from '../../lib/failure.ts'
import { newId } from '../../lib/new-id.ts'
import type { FileItem } from '../../ui/file-field.tsx'
import { FileField } from '../../ui/file-field.tsx'
import { holdFile } from '../offline/deliver.ts'
import { traveller } from '../offline/traveller.ts'
import { t } from './form-words.ts'
import { smallerPicture } from './smaller-picture.ts'
import { maxFileBytes, uploadFile } from './upload.ts'

// Names of uploaded files are kept beside their ids, so that a restored draft can show them.
const shownKey = (name: string): string => `@${name}`
const shownAs = (item: Omit<FileItem, 'id'>): string => `${item.sizeBytes} ${item.name}`

/** What a draft keeps beside the ids of a field's files. */
export const shownFiles = (name: string, items: readonly FileItem[]): DraftValues => ({ [shownKey(name)]: items.map(shownAs) })

/** True for a draft's helper values, which are not sent. */
export const isHelperValue = (name: string): boolean => name.startsWith('@')

export interface FileInput {
  readonly items: () => readonly FileItem[]
  readonly add: (files: readonly File[]) => void
  readonly element: (label: string, error: string | undefined, hint: string | undefined) => JSX.Element
}

/** A `files` field: uploads at once what is chosen, dropped or pasted, and keeps the ids in the draft. */
export function createFileInput(name: string, field: FilesField, draft: Draft): FileInput {
  const [pending, setPending] = createSignal<readonly FileItem[]>([])
  const [failed, setFailed] = createSignal<readonly string[]>([])
  const ids = (): readonly string[] => {
    const value = draft.values[name]
    return Array.isArray(value) ? value : []
  }
  const shown = (): readonly string[] => {
    const value = draft.values[shownKey(name)]
    return Array.isArray(value) ? value : []
  }
  const done = (): FileItem[] =>
    ids().map((id, at) => {
      const [sizeBytes = '0', ...words] = (shown()[at] ?? '').split(' ')
      return { id, name: words.join(' '), sizeBytes: Number(sizeBytes) }
    })
  const keep = (items: readonly FileItem[]): void => {
    draft.set(shownKey(name), items.length === 0 ? undefined : items.map(shownAs))
    draft.set(name, items.length === 0 ? undefined : items.map((item) => item.id))
  }
  const addOne = async (chosen: File): Promise<void> => {
    const item: FileItem = { id: newId(), name: chosen.name, sizeBytes: chosen.size, busy: true }
    setPending((held) => [...held, item])
    try {
      const file = field.pictures === true ? await smallerPicture(chosen) : chosen
      const owner = traveller()?.key
      const uploaded = await uploadFile(file).catch((error: unknown) => {
        if (owner === undefined || failureOf(error).kind !== 'offline') throw error
        return holdFile(owner, file)
      })
      keep([...done(), uploaded])
    } catch (error) {
      const said = t('form.uploadFailed', { name: chosen.name, message: failureOf(error).message })
      setFailed((held) => [...held, said])
    } finally {
      setPending((held) => held.filter((one) => one !== item))
    }
  }
  const add = (files: readonly File[]): void => {
    const [full, empty] = [files.filter((file) => file.size > 0), files.filter((file) => file.size === 0)]
    setFailed(empty.map((file) => t('form.fileEmpty', { name: file.name })))
    for (const file of full.slice(0, field.maxCount - done().length - pending().length)) void addOne(file)
  }
  const items = (): readonly FileItem[] => [...done(), ...pending()]
  return {
    items,
    add,
    element: (label, error, hint) => (
      <FileField
        label={label}
        hint={hint}
        required={field.optional !== true}
        error={[error, ...failed()].filter(Boolean).join(' ') || undefined}
        items={items()}
        maxBytes={maxFileBytes}
        maxCount={field.maxCount}
        pictures={field.pictures === true}
        onAdd={add}
        onRemove={(id) => keep(done().filter((item) => item.id !== id))}
      />
    ),
  }
}
