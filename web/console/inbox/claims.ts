import { failureOf } from '../../lib/failure.ts'
import { showToast } from '../../ui/toast.tsx'
import { claim, release } from './inbox-source.ts'
import type { ProcessRow } from '../process/process-types.ts'
import { t } from './inbox-words.ts'

export interface Claims {
  readonly toggle: (row: ProcessRow, myId: string) => Promise<void>
  /** Those that are nobody's or somebody else's: what was mine before is not given back by the undo. */
  readonly many: (ids: readonly string[]) => Promise<void>
}

/** Takes tasks for oneself and gives them back; undone by the same key, so nothing is asked first. */
export function createClaims(refresh: () => Promise<void>): Claims {
  const run = async (id: string, take: boolean): Promise<void> => {
    try {
      await (take ? claim(id) : release(id))
      showToast(take ? t('inbox.claimed') : t('inbox.released'), 'ok', { label: t('ui.undo'), run: () => void run(id, !take) })
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    }
    await refresh()
  }
  const giveBack = async (ids: readonly string[]): Promise<void> => {
    const results = await Promise.allSettled(ids.map((id) => release(id)))
    const failed = results.find((result) => result.status === 'rejected')
    if (failed === undefined) showToast(t('inbox.bulkReleased'), 'ok')
    else showToast(failureOf(failed.reason).message, 'late')
    await refresh()
  }
  return {
    toggle: (row, myId) => run(row.id, row.assignee?.id !== myId),
    many: async (ids) => {
      if (ids.length === 0) {
        showToast(t('inbox.allMine'), 'plain')
        return
      }
      const results = await Promise.allSettled(ids.map((id) => claim(id)))
      const taken = ids.filter((_id, at) => results[at]?.status === 'fulfilled')
      const undo = { label: t('ui.undo'), run: () => void giveBack(taken) }
      if (taken.length === ids.length) showToast(t('inbox.bulkClaimed', { count: taken.length }), 'ok', undo)
      else showToast(t('inbox.bulkPartly', { done: taken.length, count: ids.length }), 'warn', taken.length === 0 ? undefined : undo)
      await refresh()
    },
  }
}
