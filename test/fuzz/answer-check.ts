import { z } from 'zod'
import { problemCodes } from '../../services/problem.ts'

// Of ours, of the database's, of the engine's and of the language: nothing of it is anybody's business.
const internal =
  /node_modules|\n\s+at |\bat \S+ \(|\.(?:ts|mjs|cjs|js):\d+|drizzle|postgres|\bpg_|relation "|violates|syntax error|invalid input|ECONN|Error:|\bTypeError|\bRangeError|Zod|temporal|grpc|select .+ from|insert into|update .+ set/i

const label = z.strictObject({ ru: z.string().min(1), en: z.string().min(1) })
const failure = z.looseObject({
  error: z.looseObject({
    message: z.string().min(1),
    data: z.strictObject({
      code: z.enum(problemCodes),
      message: label,
      problems: z.array(z.strictObject({ field: z.string(), message: label })),
      refusal: z.string().nullable(),
      details: z.unknown(),
      httpStatus: z.int(),
      requestId: z.string().min(1),
    }),
  }),
})

/** What is wrong with an answer of the API, whatever was asked; nothing when it is as it must be. */
export function wrongWith(answer: { readonly statusCode: number; readonly body: string }): string | undefined {
  const { statusCode, body } = answer
  if (statusCode >= 500) return `status ${String(statusCode)}`
  if (statusCode < 400) return undefined
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return 'an error that is not JSON'
  }
  const read = failure.safeParse(parsed)
  if (!read.success) return `an error of another shape: ${z.prettifyError(read.error)}`
  const { message, data } = read.data.error
  if (data.httpStatus !== statusCode) return `status ${String(statusCode)} says it is ${String(data.httpStatus)}`
  // Names of fields and numbers are the asker's own words.
  const words = [message, data.message.en, ...data.problems.map((one) => one.message.en.split(':')[0] ?? '')].join('\n')
  return internal.test(words) || /"(?:stack|cause|sql)":/.test(body) ? 'something internal in the words' : undefined
}
