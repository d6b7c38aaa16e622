import type { z } from 'zod'
import { Failure, firstReasonOf } from '../failure.ts'

/** Reads the environment, does the work, ends: exit code 1 and a sentence when something is wrong. */
export async function oneShot<Names>(names: z.ZodType<Names>, work: (env: Names) => Promise<void>): Promise<void> {
  const env = names.safeParse(process.env)
  if (!env.success) {
    const lines = env.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`)
    return fail(`The environment is not right:\n${lines.join('\n')}\nSee docs/operations.md, "Production".`)
  }
  await work(env.data).catch((error: unknown) => fail(error instanceof Failure ? error.message : firstReasonOf(error)))
}

function fail(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}
