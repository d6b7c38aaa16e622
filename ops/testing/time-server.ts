import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { cacheDir } from '../cache.ts'
import { runCommand, versionOf } from '../command.ts'
import { Failure, reasonOf } from '../failure.ts'
import type { Progress } from '../progress.ts'

const javaVersion = '1.38.0'

/** Lets the SDK fetch its own test server. Throws with the reason; a closed network says so within 5 s. */
async function downloadBySdk(dir: string): Promise<string> {
  await fetch('https://temporal.download/temporal-test-server/default?arch=amd64&platform=linux&format=tar.gz', {
    signal: AbortSignal.timeout(5_000),
  })
  await mkdir(dir, { recursive: true })
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'cached-download', downloadDir: dir } },
  })
  await environment.teardown()
  const file = (await readdir(dir)).find((name) => name.startsWith('temporal-test-server'))
  if (file === undefined) throw new Error('the download left no program')
  return join(dir, file)
}

function pom(): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>vekha</groupId>
  <artifactId>time-server</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${javaVersion}</version></dependency>
  </dependencies>
</project>
`
}

/** The same server from Maven Central behind a wrapper script. Throws with the reason. */
async function fetchByMaven(dir: string): Promise<string> {
  if ((await versionOf('java', ['-version'])) === undefined) throw new Error('there is no `java` on the PATH')
  const half = `${dir}.${String(process.pid)}`
  await mkdir(half, { recursive: true })
  try {
    await writeFile(join(half, 'pom.xml'), pom())
    const { code, output } = await runCommand(
      'mvn',
      ['-B', '-q', '-f', 'pom.xml', 'dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=lib'],
      {
        cwd: half,
        timeoutMs: 600_000,
      },
    )
    if (code !== 0) throw new Error(`mvn: ${output.trim().split('\n').slice(0, 3).join(' ')}`)
    await writeFile(join(half, 'test-server'), `#!/bin/sh\nexec java -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"\n`)
    await chmod(join(half, 'test-server'), 0o755)
    await rm(dir, { recursive: true, force: true })
    await rename(half, dir)
    return join(dir, 'test-server')
  } finally {
    await rm(half, { recursive: true, force: true })
  }
}

/** The time-skipping server: `TEST_SERVER_PATH`, the cache, the SDK's download, Maven. One error lists what was tried. */
export async function findTimeServer(progress: Progress): Promise<string> {
  const wanted = process.env.TEST_SERVER_PATH
  if (wanted) {
    if (existsSync(wanted)) return wanted
    throw new Failure(`TEST_SERVER_PATH is ${wanted}, and there is no such file.`)
  }
  const sdkDir = join(cacheDir(), 'time-server-sdk')
  const mavenDir = join(cacheDir(), `time-server-${javaVersion}`)
  const downloaded = (await readdir(sdkDir).catch(() => [])).find((name) => name.startsWith('temporal-test-server'))
  if (downloaded !== undefined) return join(sdkDir, downloaded)
  if (existsSync(join(mavenDir, 'test-server'))) return join(mavenDir, 'test-server')
  const tried: string[] = []
  try {
    return await downloadBySdk(sdkDir)
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? ` (${reasonOf(error.cause)})` : ''
    tried.push(`temporal.download: ${reasonOf(error)}${cause}`)
  }
  progress.say('Time server: fetching it with Maven…')
  try {
    return await fetchByMaven(mavenDir)
  } catch (error) {
    tried.push(`Maven (io.temporal:temporal-test-server:${javaVersion}): ${reasonOf(error)}`)
  }
  throw new Failure(
    `The time-skipping test server could not be fetched. Tried: ${tried.join('; ')}. ` +
      'Open the network to one of these (Maven needs `java` and `mvn`), or set TEST_SERVER_PATH to the program of io.temporal:temporal-test-server.',
  )
}
