import { partyLabels } from '../../../domain/roles.ts'
import { formatCount, formatSpan } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import type { MapNode } from './map-shape.ts'
import type { StateNumbers } from './map-source.ts'
import { t } from '../list/list-words.ts'

/** Whom a state waits for and how long processes usually stay in it. */
export function nodeDetail(node: MapNode, numbers: StateNumbers | undefined): string {
  const waits = node.definition.waitsFor
  const party = waits === undefined ? '' : t('map.waits', { party: say(partyLabels[waits]).toLowerCase() })
  const usual = numbers === undefined || numbers.medianMs === null ? '' : formatSpan(numbers.medianMs)
  return [party, usual].filter(Boolean).join(' · ')
}

/** The number on a node: how many stand there, or for an end how many came in the period. */
export const nodeCount = (node: MapNode, numbers: StateNumbers | undefined): string =>
  formatCount((node.definition.final ? numbers?.entered : numbers?.count) ?? 0)

/** All a node says, in the order in which it is seen, for a screen reader. */
export function nodeWords(node: MapNode, numbers: StateNumbers | undefined): string {
  const count = nodeCount(node, numbers)
  if (node.definition.final) return `${node.label} ${count} ${t('map.ended')}`
  const late = numbers?.late ?? 0
  const remark = late > 0 ? `◆ ${t('map.late', { count: formatCount(late) })}` : node.outside ? `‖ ${t('map.paused')}` : ''
  return [node.label, count, remark, nodeDetail(node, numbers)].filter(Boolean).join(' ')
}
