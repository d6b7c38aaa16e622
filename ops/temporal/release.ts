/** The pinned command line tool whose `server start-dev` is our engine. 1.6–1.8 cannot be built by `go install`. */
export const cliVersion = '1.5.1'
export const cliModule = `github.com/temporalio/cli/cmd/temporal@v${cliVersion}`
export const releaseUrl = `https://github.com/temporalio/cli/releases/download/v${cliVersion}`

/** The production server of the same version, which keeps its state in Postgres, and the tool for its schema. */
export const serverVersion = '1.29.1'
export const serverPrograms = {
  server: `go.temporal.io/server/cmd/server@v${serverVersion}`,
  sql: `go.temporal.io/server/cmd/tools/sql@v${serverVersion}`,
} as const

/** The archive's name for this machine, or undefined where none is published. */
export function archiveName(): string | undefined {
  const system = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[String(process.platform)]
  const arch = { x64: 'amd64', arm64: 'arm64' }[String(process.arch)]
  if (system === undefined || arch === undefined) return undefined
  return `temporal_cli_${cliVersion}_${system}_${arch}.${system === 'windows' ? 'zip' : 'tar.gz'}`
}
