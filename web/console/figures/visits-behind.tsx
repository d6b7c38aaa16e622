import type { JSX } from 'solid-js'
import { For, Match, Show, Switch } from 'solid-js'
import { A } from '@solidjs/router'
import type { VisitEvidence, VisitProof } from '../../../domain/visit-evidence.ts'
import { measures } from '../../../domain/visit-figures.ts'
import { formatMoment } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { createQuery } from '../../lib/query.ts'
import { Chip } from '../../ui/chip.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { evidenceWords } from '../process/evidence-words.ts'
import type { BehindAsk } from './figures-source.ts'
import { readVisitsBehind } from './figures-source.ts'
import { t } from './shared-words.ts'

/** The visits that a figure counts, each a way to its page. */
export function VisitsBehind(props: { readonly ask: BehindAsk; readonly title?: string; readonly onClose: () => void }): JSX.Element {
  const visits = createQuery(() => props.ask, readVisitsBehind)
  return (
    <Dialog side title={props.title ?? say(measures[props.ask.measure].label)} onClose={props.onClose}>
      <Switch fallback={<Skeleton lines={8} />}>
        <Match when={visits.failure()}>{(failure) => <p role="alert">{failure().message}</p>}</Match>
        <Match when={visits.data()}>
          {(found) => (
            <>
              <Show when={found().items.length === 0}>
                <p class="muted">{t('figures.noVisits')}</p>
              </Show>
              <ul class="figures-visits">
                <For each={found().items}>
                  {(visit) => (
                    <li>
                      <A href={`/p/${visit.id}`} onClick={() => props.onClose()}>
                        {visit.number}
                      </A>{' '}
                      <span>{formatMoment(visit.startsAt)}</span>
                      <div>
                        {visit.contactName}, {visit.organizationName}
                      </div>
                      <div class="tiny">
                        {visit.repName} · {say(visit.state)}
                        <Evidence of={visit.evidence} />
                      </div>
                    </li>
                  )}
                </For>
              </ul>
              <Show when={found().more}>
                <p class="muted">{t('figures.moreVisits')}</p>
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </Dialog>
  )
}

function Evidence(props: { readonly of: VisitProof }): JSX.Element {
  const known = (): VisitEvidence | undefined => (props.of === 'none' ? undefined : props.of)
  return (
    <Show when={known()}>
      {(grade) => (
        <>
          {' · '}
          <Chip title={say(evidenceWords[grade()])}>{grade()}</Chip>
        </>
      )}
    </Show>
  )
}
