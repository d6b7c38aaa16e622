import { deedLabel, timerDeeds } from '../../../domain/audit-deeds.ts'
import { partyLabels, roleLabels } from '../../../domain/roles.ts'
import type { Json } from '../../../domain/json.ts'
import { clocks, durationUnits } from '../../../domain/calendar/clock.ts'
import { contactForm, contactOrganizationForm, productForm } from '../../../domain/directory.ts'
import type { Form } from '../../../domain/form.ts'
import { isJsonObject } from '../../../domain/json.ts'
import { langs } from '../../../domain/label.ts'
import { targetForm } from '../../../domain/visit-plan.ts'
import { formatBytes, formatMoment } from '../../lib/format.ts'
import { say, sayWith } from '../../lib/i18n.ts'
import { isAdminWord, t } from './words/words.ts'
import { kindOf } from '../kinds.ts'
import { doneWords } from '../process/action-words.ts'
import { policyText } from './policy-words.ts'
import { timeText } from './minute-of-day.ts'
import type { AuditEntry } from './admin-source.ts'

const wordsOf = (key: string): string | undefined => (isAdminWord(key) ? t(key) : undefined)

/** What a timer did: its name is `deadline:<name>:<share>`, or `after:<seq>:<index>` of what a state does by itself. */
function firedWords(kind: string, name: string, moved: boolean): string {
  const [first, deadline = '', share = ''] = name.split(':')
  if (first !== 'deadline') return say(timerDeeds[moved ? 'movedByItself' : 'reminded'])
  const label = kindOf(kind)?.deadlines[deadline]?.label
  const words = label === undefined ? deadline : say(label)
  return share === '100' ? sayWith(timerDeeds.deadlineLate, { name: words }) : sayWith(timerDeeds.deadlineShare, { share, name: words })
}

const stateOf = (value: Json): Json | undefined => (isJsonObject(value) ? value['state'] : undefined)

/** What somebody did, for the middle of a sentence; the raw name of what nobody has words for. */
export function deedOf(entry: AuditEntry): string {
  const known = deedLabel(entry.action)
  if (known !== undefined) return say(known)
  const dot = entry.action.indexOf('.')
  const [kind, name] = [entry.action.slice(0, dot), entry.action.slice(dot + 1)]
  if (name.includes(':')) return firedWords(kind, name, stateOf(entry.before) !== stateOf(entry.after))
  return doneWords(kind, name) ?? entry.action
}

/** The kind of process a change belongs to. */
const kindIn = (entry: AuditEntry): string => entry.action.split('.')[0] ?? ''

/** What the directory and the plans ask, by what a change is about. */
const entityForms: Readonly<Record<string, Form>> = {
  contact: contactForm,
  contactOrganization: contactOrganizationForm,
  product: productForm,
  target: targetForm,
}

function formsOf(entry: AuditEntry): readonly Form[] {
  const [definition, own] = [kindOf(kindIn(entry)), entityForms[entry.entity]]
  return [
    ...(own === undefined ? [] : [own]),
    ...(definition === undefined ? [] : [definition.data, definition.start, ...Object.values(definition.forms)]),
  ]
}

/** The name of a changed field: of the administration, of a form of the process, or as it is. */
export function fieldName(entry: AuditEntry, field: string): string {
  const own = entityForms[entry.entity]?.[field]
  if (own !== undefined) return say(own.label)
  const known = wordsOf(`audit.field.${field}`)
  if (known !== undefined) return known
  for (const form of formsOf(entry)) {
    const found = form[field]
    if (found !== undefined) return say(found.label)
  }
  return field
}

const roleName = (name: string): string | undefined => {
  const role = Object.entries(roleLabels).find(([held]) => held === name)
  return role === undefined ? undefined : say(role[1])
}
const partyName = (name: string): string | undefined => {
  const party = Object.entries(partyLabels).find(([held]) => held === name)
  return party === undefined ? undefined : say(party[1])
}

function choiceName(entry: AuditEntry, field: string, value: string): string | undefined {
  for (const form of formsOf(entry)) {
    const found = form[field]
    if (found?.type !== 'choice') continue
    const option = found.options.find((one) => one.value === value)
    if (option !== undefined) return say(option.label)
  }
  return undefined
}

const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)

function textValue(entry: AuditEntry, field: string, value: string, names: ReadonlyMap<string, string>): string {
  if (field === 'state') {
    const label = kindOf(kindIn(entry))?.states[value]?.label
    return label === undefined ? value : say(label)
  }
  if (field === 'lang') return value === langs[0] ? 'Русский' : 'English'
  const named = names.get(value) ?? choiceName(entry, field, value) ?? (field === 'line' ? partyName(value) : undefined)
  if (named !== undefined) return named
  return isInstant(value) ? formatMoment(value) : value
}
/** A time limit of a record; without one of its own the organization has the default. */
function policyValue(value: Json | undefined): string {
  if (value === undefined || !isJsonObject(value)) return t('policies.usual')
  const unit = durationUnits.find((one) => one === value['unit'])
  const clock = clocks.find((one) => one === value['clock'])
  const amount = value['amount']
  return unit === undefined || clock === undefined || typeof amount !== 'number'
    ? JSON.stringify(value)
    : policyText({ amount, unit, clock })
}

const minuteFields: ReadonlySet<string> = new Set(['minuteOfDay', 'quietFromMinute', 'quietToMinute'])

/** A value of a change as people read it. */
export function valueText(entry: AuditEntry, field: string, value: Json | undefined, names: ReadonlyMap<string, string>): string {
  if (field === 'policy') return policyValue(value)
  if (value === undefined || value === null || value === '') return t('audit.nothing')
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no')
  if (typeof value === 'number' && minuteFields.has(field)) return timeText(value)
  if (typeof value === 'number') return field === 'sizeBytes' ? formatBytes(value) : String(value)
  if (typeof value === 'string') return textValue(entry, field, value, names)
  if (Array.isArray(value)) {
    if (value.length === 0) return t('audit.nothing')
    if (field === 'files' || field === 'fileIds') return t('audit.files', { count: value.length })
    if (field === 'holidays') return t('audit.days', { count: value.length })
    return value.map((one) => (typeof one === 'string' ? (roleName(one) ?? one) : JSON.stringify(one))).join(', ')
  }
  return JSON.stringify(value, undefined, 1)
}
