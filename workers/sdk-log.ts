import type { LogMetadata, Logger } from '@temporalio/common'
import type { Logger as Pino } from 'pino'
import { loggedError } from '../api/log.ts'

// Mail servers repeat addresses in what they say, and a failed activity's error says what they said.
const address = /[^\s<>"':;,()]+@[^\s<>"':;,()]+/gu
const named = ['taskQueue', 'workflowId', 'workflowType', 'activityType', 'attempt', 'state', 'durationMs'] as const

function fieldsOf(meta: LogMetadata | undefined): Record<string, unknown> {
  const fields = Object.fromEntries(named.flatMap((name) => (meta?.[name] === undefined ? [] : [[name, String(meta[name])]])))
  if (!(meta?.['error'] instanceof Error)) return fields
  const { type, message, code, stack } = loggedError(meta['error'])
  return { ...fields, err: { type, message: message.replaceAll(address, '…'), code, stack } }
}

/** The engine library's own log as JSON lines of ours: without causes, and without what people wrote or their addresses. */
export function createSdkLogger(log: Pick<Pino, 'trace' | 'debug' | 'info' | 'warn' | 'error'>): Logger {
  const trace = (message: string, meta?: LogMetadata): void => log.trace(fieldsOf(meta), message)
  const debug = (message: string, meta?: LogMetadata): void => log.debug(fieldsOf(meta), message)
  const info = (message: string, meta?: LogMetadata): void => log.info(fieldsOf(meta), message)
  const warn = (message: string, meta?: LogMetadata): void => log.warn(fieldsOf(meta), message)
  const error = (message: string, meta?: LogMetadata): void => log.error(fieldsOf(meta), message)
  const byLevel = { TRACE: trace, DEBUG: debug, INFO: info, WARN: warn, ERROR: error }
  return { trace, debug, info, warn, error, log: (level, message, meta) => byLevel[level](message, meta) }
}
