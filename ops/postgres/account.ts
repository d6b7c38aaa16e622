import { userInfo } from 'node:os'
import { runCommand } from '../command.ts'
import { Failure } from '../failure.ts'

/** The system user a server runs as when we are root, who may not run Postgres. */
export interface Account {
  uid: number
  gid: number
}

async function find(name: string): Promise<Account | undefined> {
  const uid = await runCommand('id', ['-u', name])
  const gid = await runCommand('id', ['-g', name])
  if (uid.code !== 0 || gid.code !== 0) return undefined
  return { uid: Number(uid.output.trim()), gid: Number(gid.output.trim()) }
}

async function create(): Promise<Account> {
  await runCommand('groupadd', ['--system', 'postgres'])
  const made = await runCommand('useradd', [
    '--system',
    '--gid',
    'postgres',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ])
  const account = await find('postgres')
  if (account) return account
  throw new Failure(
    `Postgres refuses to run as root, and the user "postgres" could not be made: ${made.output.trim()}. ` +
      'Start as a normal user, make that user yourself, or set DATABASE_URL.',
  )
}

/** Undefined for a normal user; for root the user `postgres`, made where there is none. */
export async function serverAccount(): Promise<Account | undefined> {
  if (process.platform === 'win32' || userInfo().uid !== 0) return undefined
  return (await find('postgres')) ?? create()
}
