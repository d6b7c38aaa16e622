import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { visit } from '../../../domain/visit.ts'
import { zoneName } from '../../../domain/letters/letter-date.ts'
import { formatFullDate } from '../../../domain/text/relative-date.ts'
import type { Draft } from '../../lib/draft.ts'
import { lang } from '../../lib/preferences.ts'
import { lookAtTime } from './process-source.ts'
import { t } from './words/words.ts'

export interface SecondThought {
  /** What is unusual about the time, as a sentence; undefined when nothing was asked. */
  readonly why: () => string | undefined
  /** False when the person should look again first; the same time asked a second time passes. */
  readonly passes: () => Promise<boolean>
  /** Looks at the time as soon as it is there, rather than when it is sent. */
  readonly look: () => Promise<void>
}

/** Asks once more before a visit goes to a night, a day off or a far year. Without the network nothing is asked. */
export function createSecondThought({ values }: Draft, kind: string, visitId?: string): SecondThought {
  const [asked, setAsked] = createSignal<{ readonly startsAt: string; readonly why: string }>()
  const look = async (): Promise<void> => {
    const { startsAt, contactId, repId } = values
    if (kind !== visit.kind || typeof startsAt !== 'string') return
    const whose = {
      ...(typeof contactId === 'string' ? { contactId } : {}),
      ...(typeof repId === 'string' ? { repId } : {}),
      ...(visitId === undefined ? {} : { visitId }),
    }
    const seen = await lookAtTime({ startsAt, ...whose }).catch(() => undefined)
    // Answered after it was chosen otherwise: that has an answer of its own.
    if (values['startsAt'] !== startsAt || values['contactId'] !== contactId || values['repId'] !== repId) return
    if (seen === undefined || seen.reasons.length === 0) {
      setAsked(undefined)
      return
    }
    const at = Date.parse(startsAt)
    const why = seen.reasons.map((reason) => {
      const zone = reason === 'repNight' || reason === 'repDayOff' ? seen.repZone : seen.contactZone
      return t(`unusual.${reason}`, { when: `${formatFullDate(at, zone, lang())} (${zoneName(at, zone, lang())})` })
    })
    setAsked({ startsAt, why: why.join(' ') })
  }
  return {
    // Of another time than what was asked about nothing is known.
    why: () => (asked()?.startsAt === values['startsAt'] ? asked()?.why : undefined),
    async passes() {
      if (asked()?.startsAt === values['startsAt']) return true
      await look()
      return asked()?.startsAt !== values['startsAt']
    },
    look,
  }
}

/** The reason, above the button that goes on all the same. */
export function SecondThoughtLine(props: { readonly thought: SecondThought }): JSX.Element {
  return (
    <Show when={props.thought.why()}>
      {(why) => (
        <p class="warn-text" role="alert">
          {why()} {t('unusual.ask')}
        </p>
      )}
    </Show>
  )
}
