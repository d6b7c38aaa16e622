import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Failure, reasonOf, showUsage } from '../failure.ts'
import { dataDir } from '../paths.ts'
import { stopAllProcesses } from '../processes.ts'
import { printProgress } from '../progress.ts'
import { machine } from './machine.ts'
import { judge } from './scenario.ts'
import type { BenchContext, BenchRow, Scenario } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { tableOf } from './table.ts'

// `npm run bench [-- NAME… --calls N --shape production]` measures all or the named, prints tables and keeps them as JSON in `.data/bench`.
// Exit code 0 when all was measured, whether aims were met or not; 1 when something could not be.

interface Result {
  readonly name: string
  readonly rows: readonly BenchRow[]
}

const list = scenarios.map(({ name, about }) => `  ${name.padEnd(12)} ${about}`).join('\n')
const usage = `npm run bench -- [NAME…] [--calls N] measures each thing N times, for a quick look; --shape production: engine and memory as in production. It takes\n\n${list}`

function chosen(names: readonly string[]): readonly Scenario[] {
  const unknown = names.filter((name) => !scenarios.some((one) => one.name === name))
  if (unknown.length === 0) return names.length === 0 ? scenarios : scenarios.filter(({ name }) => names.includes(name))
  throw new Failure(`Nothing is called ${unknown.join(', ')}. ${usage}`)
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { calls: { type: 'string' }, shape: { type: 'string', default: 'laptop' }, help: { type: 'boolean' } },
      allowPositionals: true,
    })
  } catch (error) {
    throw new Failure(`${reasonOf(error)}. ${usage}`)
  }
}

function readOptions(args: readonly string[]): Pick<BenchContext, 'calls' | 'shape'> & { readonly wanted: readonly Scenario[] } {
  const { positionals, values } = parse(args)
  if (values.help === true) showUsage(usage)
  const calls = values.calls === undefined ? undefined : Number(values.calls)
  if (calls !== undefined && !(Number.isInteger(calls) && calls > 0)) throw new Failure(`--calls must be a whole number above 0. ${usage}`)
  const { shape } = values
  if (shape !== 'laptop' && shape !== 'production') throw new Failure(`--shape is laptop or production. ${usage}`)
  return { wanted: chosen(positionals), calls, shape }
}

async function keep(benchDir: string, at: Date, results: readonly Result[]): Promise<string> {
  const file = join(benchDir, `${at.toISOString().replaceAll(':', '-').slice(0, 19)}.json`)
  const judged = results.map(({ name, rows }) => ({ name, rows: rows.map((row) => ({ ...row, aimIs: judge(row) })) }))
  await writeFile(file, `${JSON.stringify({ at, machine: machine(), scenarios: judged }, null, 2)}\n`)
  return file
}

async function run(): Promise<void> {
  const { wanted, calls, shape } = readOptions(process.argv.slice(2))
  const benchDir = join(dataDir(), 'bench')
  await mkdir(benchDir, { recursive: true })
  const at = new Date()
  const results: Result[] = []
  const { cpu, cores, memoryGb, node } = machine()
  console.log(`${at.toISOString()}, ${cpu}, ${String(cores)} cores, ${String(memoryGb)} GB, Node ${node}`)
  for (const { name, about, run: measure } of wanted) {
    console.log(`\n## ${name}: ${about}`)
    const rows = await measure({ progress: printProgress(), benchDir, calls, shape })
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
