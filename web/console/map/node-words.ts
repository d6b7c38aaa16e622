import { partyLabels } from '../../../domain/roles.ts'
import { formatCount, formatSpan } from '../../lib/format.ts'
import { say, t } from '../../lib/i18n.ts'
import type { MapNode } from './map-shape.ts'
import type { StateNumbers } from './map-source.ts'

/** Whom a state waits for and how long processes usually stay in it. */
export function nodeDetail(node: MapNode, numbers: StateNumbers | undefined): string {
  const waits = node.definition.waitsFor
  const party = waits === undefined ? '' : t('map.waits', { party: say(partyLabels[waits]).toLowerCase() })
  const usual = numbers === undefined || numbers.medianMs === null ? '' : formatSpan(numbers.medianMs)
  return [party, usual].filter(Boolean).join(' · ')
}

/** All a node says, for a screen reader. */
export function nodeWords(node: MapNode, numbers: StateNumbers | undefined): string {
  const count = formatCount(numbers?.count ?? 0)
  if (node.definition.final) return `${node.label}: ${count} ${t('map.ended')}`
  return `${t('map.nodeLabel', { state: node.label, count, late: formatCount(numbers?.late ?? 0) })}, ${nodeDetail(node, numbers)}`
}
