import { roles } from '../domain/roles.ts'
import { seconds } from './progress.ts'

export interface Running {
  tookMs: number
  url: string
  smtpAddress: string
  outbox: boolean
  phones: boolean
  demo: boolean
  logDir: string
}

function accountRows(): string[] {
  const rows: string[] = []
  for (let start = 0; start < roles.length; start += 5) {
    const names = roles.slice(start, start + 5).map((role) => role.padEnd(10))
    rows.push(`                  ${names.join(' ')}`.trimEnd())
  }
  return rows
}

/** What a person needs to know once all is up. */
export function summaryOf(running: Running): string {
  const lines = [
    '',
    `Vekha is ready in ${seconds(running.tookMs)}`,
    '',
    `  Console         ${running.url}`,
    `  Letters in      smtp://${running.smtpAddress}`,
  ]
  if (running.demo) lines.push('                  write to support@demo.example and a ticket begins')
  if (running.outbox) lines.push(`  Letters out     ${running.url}/outbox`)
  if (running.phones) lines.push(`  SMS out         ${running.url}/outbox/phones`)
  if (running.demo)
    lines.push(
      '',
      '  Demo accounts   <role>@demo.example, password vekha-demo',
      ...accountRows(),
      '                  the same in a second organization: <role>@other.example',
    )
  lines.push('', `  Logs            ${running.logDir}`, '  Ctrl-C stops everything.', '')
  return lines.join('\n')
}
