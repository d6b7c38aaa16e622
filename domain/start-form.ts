import type { Actor } from './actor.ts'
import type { ChoiceField, Form, FormProblem } from './form.ts'
import type { Json } from './json.ts'
import type { Label } from './label.ts'
import type { ProcessDefinition } from './process.ts'
import { isAdministrator, partiesOfRoles } from './roles.ts'
import type { Party, Role } from './roles.ts'

type Option = ChoiceField['options'][number]

/** Of a choice what these roles may say, for one of the parties `by`: all of it, unless every such party of theirs is limited to another value. Nothing of other fields. */
function openTo(definition: ProcessDefinition, by: readonly Party[], held: readonly Role[], name: string): readonly Option[] {
  const field = definition.start[name]
  if (field?.type !== 'choice') return []
  const parties = partiesOfRoles(held).filter((party) => by.includes(party))
  if (isAdministrator(held) || parties.length === 0) return field.options
  return field.options.filter(({ value }) => parties.some((party) => (definition.only?.[party]?.[name] ?? value) === value))
}

const onlyThese = (options: readonly Option[]): Label => {
  const [ru, en] = [options.map(({ label }) => `«${label.ru}»`).join(', '), options.map(({ label }) => `“${label.en}”`).join(', ')]
  return { ru: `Вашей роли доступно только ${ru}.`, en: `Your role may choose only ${en}.` }
}

/** The form that begins a process as these roles may fill it in: what is closed to them is absent, and the field says so. */
export function startFormOf(definition: ProcessDefinition, held: readonly Role[]): Form {
  const fields = Object.entries(definition.start).map(([name, field]) => {
    const options = openTo(definition, definition.startBy, held, name)
    const isWhole = field.type !== 'choice' || options.length === field.options.length
    return [name, isWhole ? field : { ...field, options, hint: onlyThese(options) }] as const
  })
  return Object.fromEntries(fields)
}

/** Which values are closed to whoever acts for one of `by`, and what to choose instead. */
export function closedTo(
  definition: ProcessDefinition,
  by: readonly Party[],
  actor: Actor,
  values: Readonly<Record<string, Json>>,
): readonly FormProblem[] {
  if (actor.kind !== 'staff') return []
  return Object.entries(definition.start).flatMap(([field, { type, label }]) => {
    const options = openTo(definition, by, actor.roles, field)
    if (type !== 'choice' || values[field] === undefined || options.some(({ value }) => value === values[field])) return []
    const only = onlyThese(options)
    const message = {
      ru: `${only.ru} Выберите это в поле «${label.ru}» или попросите того, чья роль позволяет другое.`,
      en: `${only.en} Choose it in “${label.en}”, or ask somebody whose role allows the other.`,
    }
    return [{ field, message }]
  })
}
