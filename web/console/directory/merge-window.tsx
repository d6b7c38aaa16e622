import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import { contactForm } from '../../../domain/directory.ts'
import { displayValue } from '../../../domain/display.ts'
import { failureOf } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { lang } from '../../lib/preferences.ts'
import { createQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceField } from '../../ui/choice-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Contact, Duplicate, MergePreview } from './directory-source.ts'
import { mergeContacts, previewMerge, sayDistinct } from './directory-source.ts'
import { t } from './directory-words.ts'

const fields = ['name', 'position', 'phone', 'email', 'zone', 'visitsPerMonth', 'gapDays', 'onlyMode', 'visitHours'] as const

interface Line {
  readonly label: string
  readonly kept: string
  readonly gone: string
  /** The value of the one that goes is taken over. */
  readonly taken: boolean
}

function linesOf({ kept, gone, taken }: MergePreview): readonly Line[] {
  const reading = { lang: lang(), zone: 'UTC', nameOf: () => undefined }
  const isTaken = (field: string): boolean => taken.some((one) => one === field)
  const own = fields.map((field) => {
    const def = contactForm[field]
    const of = (contact: Contact): string => displayValue(def, contact[field], reading)
    return { label: say(def.label), kept: of(kept), gone: of(gone), taken: isTaken(field) }
  })
  const place = { label: t('directory.place'), kept: kept.organization?.name ?? '', gone: gone.organization?.name ?? '' }
  return [...own, { ...place, taken: isTaken('contactOrganizationId') }].filter((line) => line.kept !== '' || line.gone !== '')
}

/** What a merge does, shown before it is done: which of two stays, whose values, and what moves over. */
export function MergeWindow(props: { readonly pair: Duplicate; readonly onClose: () => void; readonly onDone: () => void }): JSX.Element {
  const { older: one, newer: other } = props.pair
  const [keepId, setKeepId] = createSignal(one.id)
  const [busy, setBusy] = createSignal(false)
  const pair = () => ({ keepId: keepId(), goneId: keepId() === one.id ? other.id : one.id })
  const preview = createQuery(pair, previewMerge, { keep: true })
  const decide = async (work: () => Promise<unknown>, tell?: () => void): Promise<void> => {
    setBusy(true)
    try {
      await work()
      tell?.()
      props.onDone()
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    } finally {
      setBusy(false)
    }
  }
  const merge = (): Promise<void> =>
    decide(
      () => mergeContacts(pair()),
      () => showToast(t('duplicates.merged'), 'ok'),
    )
  const saidOf = (distinct: boolean) => ({ oneId: one.id, otherId: other.id, distinct })
  const tellApart = (): Promise<void> =>
    decide(
      () => sayDistinct(saidOf(true)),
      () => showToast(t('duplicates.remembered'), 'ok', { label: t('ui.undo'), run: takeBack }),
    )
  const takeBack = (): void => void decide(() => sayDistinct(saidOf(false)))
  const aboutOf = (contact: Contact): string =>
    [contact.name, contact.organization?.name ?? contact.email ?? ''].filter((part) => part !== '').join(', ')
  return (
    <Dialog title={t('duplicates.merge')} onClose={props.onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void merge()
        }}
      >
        <ChoiceField
          label={t('duplicates.keep')}
          value={keepId()}
          options={[one, other].map((contact) => ({ value: contact.id, label: aboutOf(contact) }))}
          onValue={setKeepId}
        />
        <Show
          when={preview.data()}
          fallback={
            <Show when={preview.failure()} fallback={<Skeleton lines={4} />}>
              {(failure) => <p class="field-error">{failure().message}</p>}
            </Show>
          }
        >
          {(shown) => (
            <>
              <table class="merge-table">
                <thead>
                  <tr>
                    <td />
                    <th scope="col">{t('duplicates.kept')}</th>
                    <th scope="col">{t('duplicates.gone')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={linesOf(shown())}>
                    {(line) => (
                      <tr>
                        <th scope="row">{line.label}</th>
                        <td>{line.kept === '' && line.taken ? <b>← {line.gone}</b> : <b>{line.kept}</b>}</td>
                        <td>{line.gone === '' || line.taken || line.gone === line.kept ? line.gone : <s>{line.gone}</s>}</td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
              <p>{t('duplicates.moves', { visits: shown().visits, processes: shown().processes, targets: shown().targets })}</p>
              <p class="tiny">{t('duplicates.final')}</p>
              <Show when={shown().overlap}>
                {(numbers) => (
                  <p class="field-error" role="alert">
                    {t('duplicates.overlap', { kept: numbers()[0], gone: numbers()[1] })}
                  </p>
                )}
              </Show>
            </>
          )}
        </Show>
        <FormEnd
          busy={busy()}
          disabled={preview.data() === undefined || preview.data()?.overlap !== null}
          submit={t('duplicates.mergeNow')}
          onCancel={() => props.onClose()}
        >
          <Button disabled={busy()} onClick={() => void tellApart()}>
            {t('duplicates.distinct')}
          </Button>
        </FormEnd>
      </form>
    </Dialog>
  )
}
