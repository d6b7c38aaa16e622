import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../../config/config.ts'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import { openTemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import { createLetterReader } from '../../connectors/mail/letter-reader.ts'
import { openDatabase } from '../../db/client.ts'
import { relay } from '../../services/system/relay.ts'

// The relay alone, in a process to be killed.

const { databaseUrl: ownerUrl, secret, temporalAddress: address, temporalNamespace: namespace } = readConfig(process.env)
const db = openDatabase({ ownerUrl, secret, maxConnections: 10, onError: () => undefined })
const engine = openTemporalEngine({ address, namespace, keys: payloadKeys(secret) })
process.once('disconnect', () => process.exit(0))
process.send?.({ ready: true })
for (;;) if ((await relay({ db, engine, reader: createLetterReader() }, new Date())) === 0) await sleep(20)
