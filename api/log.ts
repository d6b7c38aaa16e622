import type { FastifyServerOptions } from 'fastify'

interface LoggedError {
  [more: string]: unknown
  type: string
  message: string
  stack: string
}

const codeOf = (error: Error): string | undefined => ('code' in error && typeof error.code === 'string' ? error.code : undefined)

/** An error without what people wrote: drizzle repeats a failed query's values, Postgres repeats keys in `detail`. */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', code: undefined, stack: '' }
  const message = error.message.split('\nparams:')[0] ?? ''
  const stack = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 20)
  const own = {
    type: error.name,
    message: message.slice(0, 1000),
    code: codeOf(error),
    stack: stack.map((line) => line.trim()).join(' | '),
  }
  return error.cause === undefined || depth > 3 ? own : { ...own, cause: loggedError(error.cause, depth + 1) }
}

/** JSON lines without cookies, bodies, queries or addresses; each has the request's id as `reqId`. */
export const loggerOptions = (level: string): FastifyServerOptions['logger'] =>
  level === 'silent'
    ? false
    : {
        level,
        base: { service: 'api' },
        serializers: {
          err: (error: unknown) => loggedError(error),
          req: ({ method }: { readonly method: string }) => ({ method }),
          // The form parser's own, at the level of traces: it holds all headers, cookies too.
          busboyOptions: () => undefined,
        },
      }
