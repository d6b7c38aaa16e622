import type { JSX } from 'solid-js'
import { Show, createEffect, createMemo } from 'solid-js'
import { saysZone } from '../../../domain/calendar/wall-text.ts'
import { overBudget } from '../../../domain/visit-fields.ts'
import { monthText } from '../../../domain/text/month.ts'
import type { Draft } from '../../lib/draft.ts'
import { say } from '../../lib/i18n.ts'
import { lang } from '../../lib/preferences.ts'
import { createQuery } from '../../lib/query.ts'
import { TextField } from '../../ui/text-field.tsx'
import { readBudget } from '../directory/directory-source.ts'
import { t } from './start-words.ts'

/** Says that a contact has had the visits of the month that they agree to, and by whom, and asks why there should be one more. */
export function BudgetWarning(props: { readonly draft: Draft; readonly error: string | undefined }): JSX.Element {
  const asked = createMemo(
    () => {
      const { contactId, startsAt } = props.draft.values
      return typeof contactId === 'string' && typeof startsAt === 'string' && saysZone(startsAt) ? { contactId, at: startsAt } : undefined
    },
    undefined,
    { equals: (before, after) => JSON.stringify(before) === JSON.stringify(after) },
  )
  const budget = createQuery(asked, readBudget)
  const spent = () => {
    const found = budget.data()
    return found !== undefined && found.used >= found.agreed + found.extra ? found : undefined
  }
  // A reason that is not asked for any more is none.
  createEffect(() => {
    if (budget.data() !== undefined && spent() === undefined && props.draft.values['overBudget'] !== undefined)
      props.draft.set('overBudget', undefined)
  })
  return (
    <>
      <Show when={spent()}>
        {(found) => (
          <p class="warn-text" role="status">
            {t('plans.budgetUsed', {
              month: monthText(found().month, lang()),
              agreed: found().agreed + found().extra,
              used: found().used,
              who: found()
                .visitors.map(({ name, visits }) => `${name} ${visits}`)
                .join(', '),
            })}
          </p>
        )}
      </Show>
      {/* Also of a contact that was typed and is known: the answer says so. */}
      <Show when={spent() !== undefined || props.error !== undefined}>
        <TextField
          label={say(overBudget.label)}
          required
          maxLength={overBudget.max}
          error={props.error}
          value={String(props.draft.values['overBudget'] ?? '')}
          onValue={(text) => props.draft.set('overBudget', text === '' ? undefined : text)}
        />
      </Show>
    </>
  )
}
