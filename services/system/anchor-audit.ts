import type { AnchorStore } from '../../connectors/anchor/port.ts'
import type { Database } from '../../db/client.ts'
import { auditHeads } from '../../db/schema/desk.ts'

/** Writes the ends of all audit chains down outside the database, where they have grown. */
export interface AuditAnchoring {
  /** Answers the organizations whose chain is not what was anchored: shorter, or another one of the same size. */
  round(now: Date): Promise<readonly string[]>
}

export function createAuditAnchoring(db: Database, store: AnchorStore): AuditAnchoring {
  let known: Map<string, { readonly size: number; readonly hash: string }> | undefined
  async function load() {
    const latest = new Map<string, { readonly size: number; readonly hash: string }>()
    for (const anchor of (await store.read()).anchors)
      if (anchor.size >= (latest.get(anchor.tenantId)?.size ?? 0)) latest.set(anchor.tenantId, anchor)
    return latest
  }
  return {
    async round(now) {
      const before = (known ??= await load())
      const heads = await db.system((tx) => tx.select().from(auditHeads))
      const unlike = heads.filter(({ tenantId, size, hash }) => {
        const last = before.get(tenantId)
        return last !== undefined && (size < last.size || (size === last.size && hash !== last.hash))
      })
      const grown = heads.filter(({ tenantId, size }) => size > (before.get(tenantId)?.size ?? 0))
      await store.append(grown.map(({ tenantId, size, hash }) => ({ tenantId, size, hash, at: now.getTime() })))
      for (const { tenantId, size, hash } of grown) before.set(tenantId, { size, hash })
      return unlike.map((head) => head.tenantId)
    },
  }
}
