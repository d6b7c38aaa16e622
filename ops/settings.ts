import { ConfigError, readConfig } from '../config/config.ts'
import type { Config } from '../config/config.ts'
import { loadEnvFile } from './env-file.ts'
import { Failure } from './failure.ts'

/** What the person who starts has decided; the rest is started here. */
export interface Settings {
  /** Checked; the four names below hold placeholders where they are undefined there. */
  config: Config
  databaseUrl: string | undefined
  temporalAddress: string | undefined
  smtpUrl: string | undefined
  secret: string | undefined
  publicUrl: string | undefined
  /** Rebuild and restart at every change of a source. */
  dev: boolean
}

/** Reads `.env` and the environment (which wins), and checks both before anything is started. */
export function readSettings(args: readonly string[]): Settings {
  loadEnvFile()
  const unknown = args.find((arg) => arg !== '--dev')
  if (unknown !== undefined)
    throw new Failure(`Unknown argument ${unknown}. Only --dev is known; everything else is set by the environment, see .env.example.`)
  const { env } = process
  const demo = env.VEKHA_DEMO || (env.NODE_ENV === 'production' ? '0' : '1')
  try {
    const config = readConfig({
      ...env,
      VEKHA_DEMO: demo,
      DATABASE_URL: env.DATABASE_URL || 'postgres://started.here/vekha',
      TEMPORAL_ADDRESS: env.TEMPORAL_ADDRESS || 'localhost:7233',
      SMTP_URL: env.SMTP_URL || 'smtp://localhost:25',
      VEKHA_SECRET: env.VEKHA_SECRET || 'x'.repeat(32),
    })
    return {
      config,
      databaseUrl: env.DATABASE_URL || undefined,
      temporalAddress: env.TEMPORAL_ADDRESS || undefined,
      smtpUrl: env.SMTP_URL || undefined,
      secret: env.VEKHA_SECRET || undefined,
      publicUrl: env.PUBLIC_URL || undefined,
      dev: args.includes('--dev'),
    }
  } catch (error) {
    throw error instanceof ConfigError ? new Failure(error.message) : error
  }
}
