import type { Calendar } from '@event-calendar/core'
import type { CalendarRange } from './calendar-source.ts'
import { instantOfLocal } from './calendar-span.ts'
import { busyWord, markOf, stateNames, stateWord } from './state-mark.ts'
import { t } from './team-words.ts'
import { textElement } from './text-element.ts'

type Crowded = CalendarRange['crowded'][number]

/** What the cell of a day says whose visits do not fit it. */
export interface CrowdWords {
  readonly date: string
  readonly visits: number
  /** Their number in words. */
  readonly count: string
  /** How many there are in each state, by its shape. */
  readonly marks: readonly string[]
  /** The same in words. */
  readonly full: string
}

const placeOf = (state: string | null): number => (state === null ? stateNames.length : stateNames.indexOf(state))

/** Of one crowded day, its states in their order. */
export function crowdWords({ date, visits, states }: Crowded): CrowdWords {
  const ordered = states.toSorted((one, other) => placeOf(one.state) - placeOf(other.state))
  const count = t('calendar.visits', { count: visits })
  const each = ordered.map((one) => `${one.state === null ? busyWord() : stateWord(one.state)} ${one.visits}`)
  return {
    ...{ date, visits, count },
    marks: ordered.map((one) => `${one.state === null ? '▨' : markOf(one.state)} ${one.visits}`),
    full: t('calendar.openCrowded', { visits: count, states: each.join(', ') }),
  }
}

/** What is seen, of which whoever only hears the button hears the words. */
function seen(className: string, text: string): HTMLElement {
  const element = textElement(className, text)
  element.ariaHidden = 'true'
  return element
}

/** The head of the cells of a month: the number of the day and, of a crowded one, a button that opens it. */
export function crowdedCell(crowds: readonly CrowdWords[], onDay: (date: string) => void) {
  return (cell: Calendar.DayCellContentArg): Calendar.Content => {
    const date = new Date(instantOfLocal('UTC', cell.date)).toISOString().slice(0, 10)
    if (!cell.allDay) return ''
    const number = String(cell.date.getDate())
    const crowd = crowds.find((one) => one.date === date)
    if (crowd === undefined) return number
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'cal-crowd'
    button.title = crowd.full
    button.append(
      textElement('hidden-text', crowd.full),
      seen('cal-crowd-count', crowd.count),
      seen('cal-crowd-number num', String(crowd.visits)),
      ...crowd.marks.map((mark) => seen('num', mark)),
    )
    button.addEventListener('click', () => onDay(date))
    // Else the library takes hold of the cell.
    button.addEventListener('pointerdown', (event) => event.stopPropagation())
    return { domNodes: [button, textElement('num', number)] }
  }
}
