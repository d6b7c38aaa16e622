import { fillTimesField, isTimed } from '../../../domain/fill-times.ts'
import type { Form } from '../../../domain/form.ts'
import type { Draft } from '../../lib/draft.ts'
import { createFillClock } from '../../lib/fill-clock.ts'

/**
 * A draft that keeps how long each field took. Written with the change itself, so that what is sent again after an unclear answer is the
 * same as before. Of forms that are not timed, the draft as it is.
 */
export function timedDraft(draft: Draft, form: Form): Draft {
  if (!isTimed(form)) return draft
  let clock = createFillClock(String(draft.values[fillTimesField] ?? ''))
  return {
    ...draft,
    set(name, value) {
      draft.set(name, value)
      if (Object.hasOwn(form, name)) draft.set(fillTimesField, clock(name) || undefined)
    },
    clear() {
      clock = createFillClock('')
      draft.clear()
    },
  }
}
