import type { DraftValues } from '../../lib/draft.ts'
import type { Inputs, Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'

export type Contact = Outputs['directory']['contacts']['list']['items'][number]

const asked = (text: string, cursor?: string) => ({ ...(text === '' ? {} : { text }), ...(cursor === undefined ? {} : { cursor }) })

export const readContacts = (text: string, cursor?: string): Promise<Outputs['directory']['contacts']['list']> =>
  api.directory.contacts.list.query(asked(text, cursor))
export const readOrganizations = (text: string, cursor?: string): Promise<Outputs['directory']['organizations']['list']> =>
  api.directory.organizations.list.query(asked(text, cursor))
export const readProducts = (retired: boolean): Promise<Outputs['directory']['products']['list']> =>
  api.directory.products.list.query({ retired })
export const readContactVisits = (id: string): Promise<Outputs['directory']['contacts']['visits']> =>
  api.directory.contacts.visits.query({ id })

/** Who has the phone or the e-mail of a contact that is not saved yet. */
export const readKnown = async (form: DraftValues): Promise<readonly Contact[]> =>
  (await api.directory.contacts.known.query({ form })).items

export type Duplicate = Outputs['directory']['contacts']['duplicates']['items'][number]
export type MergePreview = Outputs['directory']['contacts']['previewMerge']
type Pair = Inputs['directory']['contacts']['merge']
export const readDuplicates = (): Promise<Outputs['directory']['contacts']['duplicates']> => api.directory.contacts.duplicates.query()
export const previewMerge = (pair: Pair): Promise<MergePreview> => api.directory.contacts.previewMerge.query(pair)
export const mergeContacts = (pair: Pair): Promise<unknown> => api.directory.contacts.merge.mutate(pair)
export type DistinctPair = Outputs['directory']['contacts']['duplicates']['distinct'][number]
export const sayDistinct = (said: Inputs['directory']['contacts']['distinct']): Promise<unknown> =>
  api.directory.contacts.distinct.mutate(said)

interface Saved {
  readonly id: string | undefined
  readonly form: DraftValues
}
const named = ({ id, form }: Saved) => ({ ...(id === undefined ? {} : { id }), form })
export const saveContact = (saved: Saved, organizationId: string | null): Promise<Contact> =>
  api.directory.contacts.save.mutate({ ...named(saved), organizationId })
export const saveOrganization = (saved: Saved): Promise<unknown> => api.directory.organizations.save.mutate(named(saved))
export const saveProduct = (saved: Saved): Promise<Outputs['directory']['products']['save']> =>
  api.directory.products.save.mutate(named(saved))

export const readAgreed = (visit: Inputs['booking']['agreed']): Promise<Outputs['booking']['agreed']> => api.booking.agreed.query(visit)
export type ImportPreview = Outputs['directory']['contacts']['previewImport']
type ImportQuestion = Inputs['directory']['contacts']['previewImport']
export const previewImport = (question: ImportQuestion): Promise<ImportPreview> => api.directory.contacts.previewImport.query(question)
export const importContacts = (asked: Inputs['directory']['contacts']['import']): Promise<Outputs['directory']['contacts']['import']> =>
  api.directory.contacts.import.mutate(asked)

export type SlotQuestion = Inputs['booking']['slots']
export const readSlots = (question: SlotQuestion): Promise<Outputs['booking']['slots']> => api.booking.slots.query(question)
