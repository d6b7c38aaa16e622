import fc from 'fast-check'
import { z } from 'zod'
import { hostileTexts, hostileValues } from './hostile.ts'

type Schema = z.core.JSONSchema.BaseSchema

/** Values that mean something here, by the name of the field they go into (`form{}` and `mon[]` for whole objects and lists). */
export type Known = Readonly<Record<string, readonly unknown[]>>

const instants = fc.oneof(
  fc
    .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constantFrom('2026-11-26T10:00:00+03:00', '2024-02-29T23:59:59Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999999Z'),
)

function texts({ format, pattern, minLength = 0, maxLength = 300 }: Schema): fc.Arbitrary<unknown> {
  if (format === 'uuid') return fc.uuid()
  if (format === 'date-time') return instants
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  const fits = hostileTexts.map((text) => text.slice(0, maxLength)).filter((text) => text.length >= minLength)
  return fc.oneof(
    fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, minLength + 40) }),
    fc.constantFrom(...fits),
    fc.constant('я'.repeat(maxLength)),
  )
}

function objects(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema
  const fields = Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, valuesOf(field, known, name)]))
  const named = fc.record(fields, { requiredKeys: required })
  if (additionalProperties === undefined || typeof additionalProperties === 'boolean') return named
  const free = fc.dictionary(fc.string({ maxLength: 20 }), valuesOf(additionalProperties, known, ''), { maxKeys: 4, noNullPrototype: true })
  return fc.tuple(named, free).map(([one, other]) => ({ ...other, ...one }))
}

/** Values that a JSON schema takes, at its edges as well; where a name is known, mostly what is known. */
export function valuesOf(schema: z.core.JSONSchema._JSONSchema, known: Known, name = ''): fc.Arbitrary<unknown> {
  if (typeof schema === 'boolean') return hostileValues
  const own = ownValues(schema, known, name)
  const whole = schema.type === 'object' ? '{}' : schema.type === 'array' ? '[]' : ''
  const [first, ...others] = known[`${name}${whole}`] ?? []
  return first === undefined ? own : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(first, ...others) }, { weight: 1, arbitrary: own })
}

function ownValues(schema: Schema, known: Known, name: string): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valuesOf(one, known, name)))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom<unknown>(...schema.enum)
  switch (schema.type) {
    case 'string':
      return texts(schema)
    case 'integer':
      return fc.oneof(
        fc.integer({ min: Math.max(schema.minimum ?? -1_000, -1_000), max: Math.min(schema.maximum ?? 1_000, 2_000) }),
        fc.constantFrom(schema.minimum ?? 0, schema.maximum ?? 0),
      )
    case 'number':
      return fc.double({ noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array': {
      const { items = {}, minItems = 0, maxItems = 10 } = schema
      const item = Array.isArray(items) ? {} : items
      return fc.array(valuesOf(item, known, name), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 4) })
    }
    case 'object':
      return objects(schema, known)
    default:
      return fc.oneof(hostileValues, fc.dictionary(fc.string(), hostileValues, { maxKeys: 3, noNullPrototype: true }))
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value with one thing wrong, somewhere inside: gone, replaced, or one too many. */
function spoil(value: unknown, picks: readonly number[], bad: unknown): unknown {
  const [pick = 0, how = 0, ...further] = picks
  if (!isRecord(value) || Object.keys(value).length === 0 || how % 8 === 7) return bad
  const keys = Object.keys(value)
  const key = keys[pick % keys.length] ?? ''
  if (how % 8 === 0) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
  if (how % 8 === 1) return { ...value, surprise: bad }
  return { ...value, [key]: isRecord(value[key]) ? spoil(value[key], further, bad) : bad }
}

/** Inputs for one zod schema: most of them right, a third with one thing wrong, some anything at all. */
export function inputsOf(schema: z.ZodType, known: Known): fc.Arbitrary<unknown> {
  const right = valuesOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), known)
  const wrong = fc.tuple(right, fc.array(fc.nat(1_000), { minLength: 6, maxLength: 6 }), hostileValues)
  return fc.oneof(
    { weight: 6, arbitrary: right },
    { weight: 3, arbitrary: wrong.map(([value, picks, bad]) => spoil(value, picks, bad)) },
    { weight: 1, arbitrary: hostileValues },
  )
}
