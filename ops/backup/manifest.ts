import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { backupKinds } from '../../domain/backup.ts'

export const manifestFile = 'manifest.json'

/** What a database was when its copy was taken, and what the copy must be when it is read back. */
const databaseEntry = z.strictObject({
  role: z.enum(['application', 'engine']),
  name: z.string(),
  /** Of the dump, from the backup's directory. */
  file: z.string(),
  serverMajor: z.int(),
  serverVersion: z.string(),
  locale: z.strictObject({ provider: z.string(), collate: z.string(), ctype: z.string(), locale: z.string().nullable() }),
  /** The instant and place in the server's log that the copy shows. */
  takenAt: z.iso.datetime(),
  lsn: z.string(),
  systemId: z.string(),
  /** By schema and table. */
  rows: z.record(z.string(), z.int()),
  /** Functions that belong to a runtime role, whose rights they lend. */
  functions: z.array(z.strictObject({ signature: z.string(), owner: z.string() })),
  /** Whose database it is where that is a role without power over the server, as the engine's own. */
  owner: z.string().optional(),
})
export type DatabaseEntry = z.infer<typeof databaseEntry>

const checked = z.strictObject({
  /** Of the tables compared row by row count. */
  tables: z.int(),
  rows: z.int(),
  /** What was verified on the trial restore, and how. */
  invariants: z.record(z.string(), z.enum(['holds', 'broken', 'unchecked'])),
  /** Of what the copied installation itself suffered from at that time; no fault of the copy. */
  remarks: z.array(z.string()),
})
export type Checked = z.infer<typeof checked>

const manifest = z.strictObject({
  format: z.literal(1),
  /** `dump`: of databases that ran; `copy`: of a stopped installation's files. */
  method: z.enum(['dump', 'copy']),
  name: z.string(),
  kind: z.enum(backupKinds),
  madeAt: z.iso.datetime(),
  tookMs: z.int(),
  sizeBytes: z.int(),
  productVersion: z.string(),
  /** Tells the secret it belongs to from others; the secret itself is kept elsewhere. */
  secretId: z.string(),
  databases: z.array(databaseEntry),
  checked,
})
export type Manifest = z.infer<typeof manifest>

export const writeManifest = (dir: string, content: Manifest): Promise<void> =>
  writeFile(join(dir, manifestFile), `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 })

/** Undefined when the directory holds none that this version understands. */
export async function readManifest(dir: string): Promise<Manifest | undefined> {
  try {
    return manifest.parse(JSON.parse(await readFile(join(dir, manifestFile), 'utf8')))
  } catch {
    return undefined
  }
}
