import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { percentilesOf } from '../numbers.ts'
import type { BenchContext, BenchRow, Scenario } from '../scenario.ts'
import { millionProcesses } from './million-processes.ts'
import { openReadingSite } from './site.ts'
import type { ReadingSite } from './site.ts'

const wantedRows = 100_000
const pauseMs = 50

/** Resident memory of a process in MB, by what the system says of it. */
async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

/** Reads the export until so many rows came, and stops it there. */
async function readExport(site: ReadingSite): Promise<{ readonly rows: number; readonly bytes: number }> {
  const input = encodeURIComponent(JSON.stringify({ kind: 'ticket' }))
  const stop = new AbortController()
  const response = await fetch(`${site.url}/export/processes.csv?input=${input}`, { headers: site.manager.headers, signal: stop.signal })
  if (!response.ok || response.body === null) throw new Error(`The export answered ${String(response.status)}`)
  let [rows, bytes] = [0, 0]
  const decoder = new TextDecoder()
  for await (const part of response.body) {
    bytes += part.length
    rows += (decoder.decode(part, { stream: true }).match(/\r\nО-\d{4}-/g) ?? []).length
    if (rows >= wantedRows) break
  }
  stop.abort()
  return { rows, bytes }
}

async function run(context: BenchContext): Promise<readonly BenchRow[]> {
  const site = await openReadingSite(context, millionProcesses)
  try {
    const list = () => site.support.trpc.process.list.query({ kind: 'ticket', open: true })
    const listTimes = async (goesOn: () => boolean): Promise<number[]> => {
      const times: number[] = []
      while (goesOn()) {
        const startedAt = performance.now()
        await list()
        times.push(performance.now() - startedAt)
        await sleep(pauseMs)
      }
      return times
    }
    let left = 50
    const before = await listTimes(() => (left -= 1) > 0)
    const idleMb = await residentMb(site.apiPid)
    let [running, peakMb] = [true, idleMb]
    const watching = (async () => {
      while (running) {
        peakMb = Math.max(peakMb, await residentMb(site.apiPid))
        await sleep(pauseMs)
      }
    })()
    const startedAt = performance.now()
    const exporting = readExport(site).finally(() => {
      running = false
    })
    const during = await listTimes(() => running)
    const { rows, bytes } = await exporting
    const spentMs = performance.now() - startedAt
    await watching
    return [
      { what: `export of ${String(wantedRows)} rows`, unit: 's', numbers: { time: spentMs / 1000 } },
      { what: 'export', unit: 'rows/s', numbers: { rate: rows / (spentMs / 1000) } },
      { what: 'export', unit: 'MB', numbers: { file: bytes / 1e6 } },
      { what: 'API while it exports', unit: 'MB', numbers: { idle: idleMb, peak: peakMb }, aim: { of: 'peak', atMost: 250 } },
      { what: 'list before the export', unit: 'ms', numbers: percentilesOf(before) },
      { what: 'list during the export', unit: 'ms', numbers: percentilesOf(during), aim: { of: 'p95', atMost: 100 } },
    ]
  } finally {
    await site.close()
  }
}

/** A long export, and what everybody else feels of it. */
export const exports: Scenario = { name: 'export', about: 'a file of 100,000 rows, memory, and the list meanwhile', run }
