import type { AnyFormValues } from '../../../domain/form.ts'
import { kindOf } from '../kinds.ts'
import type { ProcessDetail } from './process-types.ts'

const lengthMs = ({ fromAt, toAt }: ProcessDetail['path'][number]): number =>
  (toAt === null ? Date.now() : Date.parse(toAt)) - Date.parse(fromAt)

/** What the form of an action holds before anybody has filled it in, as its definition suggests. */
export function suggested(process: ProcessDetail, action: string): AnyFormValues {
  const suggest = kindOf(process.kind)?.states[process.state]?.actions?.[action]?.suggest
  const spentMs = (state: string): number =>
    process.path.filter((stay) => stay.state === state).reduce((whole, stay) => whole + lengthMs(stay), 0)
  return suggest?.({ data: process.data, spentMs }) ?? {}
}
