import type { Anchor } from '../../connectors/anchor/port.ts'
import type { AnchoredHashes } from './append.ts'

/** Every size at which an organization's chain was anchored, with the hash it had; two anchors may contradict each other. */
export function anchoredHashes(anchors: readonly Anchor[], tenantId: string): AnchoredHashes {
  const hashes = new Map<number, Set<string>>()
  for (const anchor of anchors) {
    if (anchor.tenantId !== tenantId || anchor.removed === true) continue
    hashes.set(anchor.size, (hashes.get(anchor.size) ?? new Set()).add(anchor.hash))
  }
  return hashes
}

/** Organizations that are expected to be there: anchored, and not removed on purpose. */
export function anchoredOrganizations(anchors: readonly Anchor[]): ReadonlySet<string> {
  const removed = new Set(anchors.filter((anchor) => anchor.removed === true).map((anchor) => anchor.tenantId))
  return new Set(anchors.map((anchor) => anchor.tenantId).filter((tenantId) => !removed.has(tenantId)))
}
