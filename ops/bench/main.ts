import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { dataDir } from '../paths.ts'
import { stopAllProcesses } from '../processes.ts'
import { printProgress } from '../progress.ts'
import { machine } from './machine.ts'
import { judge } from './scenario.ts'
import type { BenchRow, Scenario } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { tableOf } from './table.ts'

// `npm run bench [-- NAME…]` measures all or the named, prints tables and keeps them as JSON in `.data/bench`.
// Exit code 0 when all was measured, whether aims were met or not; 1 when something could not be.

interface Result {
  readonly name: string
  readonly rows: readonly BenchRow[]
}

function chosen(names: readonly string[]): readonly Scenario[] {
  const unknown = names.filter((name) => !scenarios.some((one) => one.name === name))
  if (unknown.length === 0) return names.length === 0 ? scenarios : scenarios.filter(({ name }) => names.includes(name))
  const list = scenarios.map(({ name, about }) => `  ${name.padEnd(12)} ${about}`).join('\n')
  throw new Failure(`Nothing is called ${unknown.join(', ')}. npm run bench -- [NAME…] takes\n\n${list}`)
}

async function keep(benchDir: string, at: Date, results: readonly Result[]): Promise<string> {
  const file = join(benchDir, `${at.toISOString().replaceAll(':', '-').slice(0, 19)}.json`)
  const judged = results.map(({ name, rows }) => ({ name, rows: rows.map((row) => ({ ...row, aimIs: judge(row) })) }))
  await writeFile(file, `${JSON.stringify({ at, machine: machine(), scenarios: judged }, null, 2)}\n`)
  return file
}

async function run(): Promise<void> {
  const wanted = chosen(process.argv.slice(2))
  const benchDir = join(dataDir(), 'bench')
  await mkdir(benchDir, { recursive: true })
  const at = new Date()
  const results: Result[] = []
  const { cpu, cores, memoryGb, node } = machine()
  console.log(`${at.toISOString()}, ${cpu}, ${String(cores)} cores, ${String(memoryGb)} GB, Node ${node}`)
  for (const { name, about, run: measure } of wanted) {
    console.log(`\n## ${name}: ${about}`)
    const rows = await measure({ progress: printProgress(), benchDir })
    console.log(`\n${tableOf(rows)}`)
    results.push({ name, rows })
  }
  console.log(`\nKept in ${await keep(benchDir, at, results)}`)
}

try {
  await run()
} catch (error) {
  console.error(error instanceof Failure ? `\n${error.message}\n` : error)
  process.exitCode = 1
} finally {
  await stopAllProcesses()
}
