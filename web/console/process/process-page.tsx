import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { useParams } from '@solidjs/router'
import { readable } from '../../lib/address.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import { ProcessView } from './process-view.tsx'
import { createProcess } from './process-state.ts'

/** The page of one process. */
export default function ProcessPage(): JSX.Element {
  const params = useParams()
  const state = createProcess(() => (params['id'] === undefined ? undefined : readable(params['id'])))
  return (
    <div class="page">
      <Show
        when={state.process()}
        keyed={false}
        fallback={
          <Show when={state.failure()} fallback={<Skeleton lines={10} />}>
            {(failure) => <ScreenFailure failure={failure()} onRetry={() => state.refetch()} />}
          </Show>
        }
      >
        {(process) => <ProcessView process={process()} state={state} />}
      </Show>
    </div>
  )
}
