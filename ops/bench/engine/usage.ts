import { readdir, readFile } from 'node:fs/promises'

export interface Usage {
  /** User and system time since the start, of the process, its threads and its children. */
  readonly cpuMs: number
  readonly rssMb: number
}

/** Linux counts in ticks of 10 ms everywhere we run. */
const tickMs = 10
const pageMb = 4_096 / 1024 ** 2

async function statOf(pid: number): Promise<readonly string[]> {
  const text = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '')
  // The name in brackets may hold spaces; what follows it begins with field 3.
  return text === '' ? [] : text.slice(text.lastIndexOf(')') + 2).split(' ')
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const stats = await Promise.all(pids.map(async (pid) => ({ pid, stat: await statOf(pid) })))
  return stats.filter(({ stat }) => Number(stat[1]) === parent).map(({ pid }) => pid)
}

/** Memory that several processes share is counted once, to the first of them. */
async function rssOf(pid: number): Promise<{ readonly ownMb: number; readonly sharedMb: number }> {
  const [, resident = 0, shared = 0] = (await readFile(`/proc/${String(pid)}/statm`, 'utf8').catch(() => '')).split(' ').map(Number)
  return { ownMb: (resident - shared) * pageMb, sharedMb: shared * pageMb }
}

async function usageOfOne(pid: number): Promise<Usage> {
  const pids = [pid, ...(await childrenOf(pid))]
  let ticks = 0
  let ownMb = 0
  let sharedMb = 0
  for (const [index, one] of pids.entries()) {
    const stat = await statOf(one)
    ticks += Number(stat[11] ?? 0) + Number(stat[12] ?? 0)
    // Backends that have ended are in their parent's account.
    if (index === 0) ticks += Number(stat[13] ?? 0) + Number(stat[14] ?? 0)
    const rss = await rssOf(one)
    ownMb += rss.ownMb
    sharedMb = Math.max(sharedMb, rss.sharedMb)
  }
  return { cpuMs: ticks * tickMs, rssMb: ownMb + sharedMb }
}

/** What processes and their children use together. Linux only. */
export async function usageOf(pids: readonly number[]): Promise<Usage> {
  const all = await Promise.all(pids.map(usageOfOne))
  return { cpuMs: all.reduce((sum, one) => sum + one.cpuMs, 0), rssMb: all.reduce((sum, one) => sum + one.rssMb, 0) }
}
