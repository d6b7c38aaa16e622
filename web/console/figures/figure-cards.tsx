import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import type { MeasureName } from '../../../domain/visit-figures.ts'
import { measureNames, measures } from '../../../domain/visit-figures.ts'
import { formatCount } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './figures-words.ts'
import { figureText } from './figure-text.ts'
import type { Figures } from './figures-source.ts'

/** What each measure is a part or a mean of. */
const notes: Readonly<Partial<Record<MeasureName, (figures: Figures) => string>>> = {
  timeliness: ({ onTime, reported }) => t('figures.ofReports', { some: formatCount(onTime), count: reported }),
  conversion: ({ nextHeld, nextWanted }) => t('figures.ofSteps', { some: formatCount(nextHeld), count: nextWanted }),
  reaction: ({ reactions }) => t('figures.answers', { count: reactions }),
  rating: ({ ratings }) => t('figures.answers', { count: ratings }),
}

/** The figures of the whole, large; each opens its visits. */
export function FigureCards(props: {
  readonly total: Figures
  readonly coverage: { readonly contacts: number; readonly visited: number } | undefined
  readonly onOpen: (measure: MeasureName) => void
}): JSX.Element {
  const coverage = (): string => {
    const { contacts, visited } = props.coverage ?? { contacts: 0, visited: 0 }
    return contacts === 0 ? '—' : `${String(Math.round((visited / contacts) * 100))} %`
  }
  return (
    <div class="figures-cards">
      <For each={measureNames}>
        {(name) => (
          <button type="button" class="card figures-total" onClick={() => props.onOpen(name)}>
            <span class="muted">{say(measures[name].label)}</span>
            <b class="num">{figureText(name, props.total)}</b>
            <Show when={notes[name]}>{(note) => <span class="tiny">{note()(props.total)}</span>}</Show>
          </button>
        )}
      </For>
      <div class="card figures-total" title={t('figures.coverageHint')}>
        <span class="muted">{t('figures.coverage')}</span>
        <b class="num">{coverage()}</b>
        <Show when={props.coverage}>
          {(of) => <span class="tiny">{t('figures.ofContacts', { some: formatCount(of().visited), count: of().contacts })}</span>}
        </Show>
      </div>
    </div>
  )
}
