import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, reasonOf } from './failure.ts'
import { rootDir } from './paths.ts'

/** Puts what `.env` of the clone says into the environment, where it does not say it itself. @throws Failure when the file can't be read */
export function loadEnvFile(): void {
  const file = join(rootDir, '.env')
  if (!existsSync(file)) return
  try {
    process.loadEnvFile(file)
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}. Write it like .env.example.`)
  }
}
