import { DefaultLogger, Runtime } from '@temporalio/worker'
import { Failure } from '../failure.ts'
import { stopAllProcesses } from '../processes.ts'
import { readChaosOptions } from './options.ts'
import type { ChaosResult } from './scenario.ts'

// `npm run chaos`: does nothing get lost when everything breaks? Exit code 0 when all held, 1 when something did not.

function print({ numbers, breaches }: ChaosResult): void {
  for (const [name, value] of Object.entries(numbers)) console.log(`  ${name.padEnd(18)} ${String(value)}`)
  for (const breach of breaches) console.log(`  ✗ ${breach}`)
  console.log(breaches.length === 0 ? '  holds' : `  ${String(breaches.length)} breaches`)
}

async function run(): Promise<number> {
  const { scenarios, options } = readChaosOptions(process.argv.slice(2))
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) })
  let broken = 0
  for (const { name, about, run: cause } of scenarios) {
    console.log(`\n## ${name}: ${about}\n   seed ${String(options.seed)}`)
    const startedAtMs = performance.now()
    const result = await cause({ ...options, say: (line) => console.log(`   ${line}`) })
    console.log(`   seed ${String(options.seed)}, ${String(Math.round((performance.now() - startedAtMs) / 1_000))} s`)
    print(result)
    if (result.breaches.length > 0) broken += 1
  }
  return broken === 0 ? 0 : 1
}

try {
  process.exitCode = await run()
} catch (error) {
  console.error(error instanceof Failure ? `\n${error.message}\n` : error)
  process.exitCode = 1
} finally {
  await stopAllProcesses()
}
