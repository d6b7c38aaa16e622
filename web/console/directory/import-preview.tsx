import type { JSX } from 'solid-js'
import { For, Match, Show, Switch } from 'solid-js'
import { importColumnLabels, importColumns } from '../../../domain/contact-import.ts'
import type { ImportColumn } from '../../../domain/contact-import.ts'
import { formatMoment } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import type { Tone } from '../../ui/chip.tsx'
import { Chip } from '../../ui/chip.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import type { ImportPreview } from './directory-source.ts'
import { t } from './directory-words.ts'

const tones = { new: 'ok', changed: 'accent', same: 'plain' } as const satisfies Record<string, Tone>
const namesOf = (columns: readonly ImportColumn[]): string =>
  columns.map((column) => say(importColumnLabels[column]).toLowerCase()).join(', ')

/** What a table would change: its columns, what is wrong with it, and its first rows. */
export function ImportPreviewPart(props: {
  readonly preview: ImportPreview
  readonly onMapping: (mapping: ImportPreview['mapping']) => void
}): JSX.Element {
  const columns = () =>
    props.preview.head.map((name, at) => ({ value: String(at), label: name === '' ? t('import.unnamed', { number: at + 1 }) : name }))
  const choose = (column: ImportColumn, value: string): void => {
    const at = value === '' ? null : Number(value)
    // A column holds one thing: whoever had it before has none.
    const freed = importColumns.filter((other) => at !== null && props.preview.mapping[other] === at)
    const without = Object.fromEntries(freed.map((other) => [other, null]))
    props.onMapping({ ...props.preview.mapping, ...without, [column]: at })
  }
  const counts = () => props.preview.counts
  return (
    <>
      <Switch>
        <Match when={props.preview.importedAt}>{(when) => <p role="status">{t('import.before', { when: formatMoment(when()) })}</p>}</Match>
        <Match when={props.preview.problemCount > 0}>
          <p class="field-error" role="alert">
            {t('import.problems', { count: props.preview.problemCount })}
          </p>
          <ul class="import-list">
            <For each={props.preview.problems}>
              {(one) => <li>{t('import.problem', { row: one.row, column: namesOf([one.column]), message: say(one.message) })}</li>}
            </For>
            <Show when={props.preview.problemCount > props.preview.problems.length}>
              <li>{t('import.moreProblems', { count: props.preview.problemCount - props.preview.problems.length })}</li>
            </Show>
          </ul>
        </Match>
        <Match when={true}>
          <p role="status">
            {t('import.counts', counts())} <Show when={counts().places > 0}>{t('import.places', { count: counts().places })}</Show>{' '}
            <Show when={counts().new + counts().changed === 0}>{t('import.nothing')}</Show>
          </p>
        </Match>
      </Switch>
      <fieldset class="import-columns">
        <legend>{t('import.columns')}</legend>
        <For each={importColumns}>
          {(column) => (
            <SelectField
              label={say(importColumnLabels[column])}
              value={String(props.preview.mapping[column] ?? '')}
              empty={t('import.none')}
              options={columns()}
              onValue={(value) => choose(column, value)}
            />
          )}
        </For>
      </fieldset>
      <Show when={props.preview.rows.length > 0}>
        <h3>{t('import.rows')}</h3>
        <ul class="import-list">
          <For each={props.preview.rows}>
            {(row) => (
              <li>
                <b>{row.name}</b> <Chip tone={tones[row.kind]}>{t(`import.${row.kind}`)}</Chip>
                <div class="tiny">{row.about}</div>
                <Show when={row.changes.length > 0}>
                  <div class="tiny">{t('import.changes', { columns: namesOf(row.changes) })}</div>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  )
}
