import { fileURLToPath } from 'node:url'
import type { DataConverter } from '@temporalio/common'
import { createPayloadCodec } from './payload-codec.ts'
import type { MissingPayloadKey } from './payload-codec.ts'
import type { PayloadKeys } from './payload-keys.ts'

/** For the client, the workers and the workflow bundle alike: how failures are written. */
export const failureConverterPath = fileURLToPath(new URL('failure-converter.cjs', import.meta.url))

const tellEveryMs = 60_000

/** How everything that enters the engine's store is written. `onMissingKey` hears of each missing key once a minute. */
export function createDataConverter(keys: PayloadKeys, onMissingKey: (error: MissingPayloadKey) => void = () => undefined): DataConverter {
  const toldAtMs = new Map<string, number>()
  const codec = createPayloadCodec(keys, (error) => {
    const nowMs = performance.now()
    if (nowMs - (toldAtMs.get(error.keyId) ?? -Infinity) < tellEveryMs) return
    toldAtMs.set(error.keyId, nowMs)
    onMissingKey(error)
  })
  return { payloadCodecs: [codec], failureConverterPath }
}
