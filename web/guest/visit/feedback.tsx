import type { JSX } from 'solid-js'
import type { Doing } from '../sending.ts'
import { StarsForm } from '../stars-form.tsx'
import { said } from './words.ts'

/** What the meeting was worth, said once. */
export function Feedback(props: Doing & { readonly chosen: number | undefined }): JSX.Element {
  return (
    <StarsForm
      doing={props}
      path="feedback"
      title={said().rateTitle}
      commentLabel={said().rateComment}
      sendLabel={said().rateSend}
      max={2_000}
      chosen={props.chosen}
      onSent={() => props.onDone(said().rateSaid)}
    />
  )
}
