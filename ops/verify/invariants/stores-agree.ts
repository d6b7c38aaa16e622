import type { Snapshot } from '../../../domain/snapshot.ts'
import { processWorkflowId, snapshotQuery } from '../../../workflows/contracts.ts'
import { eachBounded, lasting } from '../bounded.ts'
import { bounded } from '../engine-store.ts'
import { finding, unchecked } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { noEngine } from '../installation.ts'
import type { Installation, VerifiedEngine } from '../installation.ts'
import { openProcess, openProcesses } from '../open-processes.ts'

const probeMs = 10_000

type Known = Pick<Snapshot, 'state' | 'seq'>

/** What its workflow says; undefined when it gives no answer. */
const askWorkflow = (engine: VerifiedEngine, id: string): Promise<Known | undefined> =>
  bounded(engine, () => engine.temporal.client.workflow.getHandle(processWorkflowId(id)).query<Snapshot>(snapshotQuery)).catch(
    () => undefined,
  )

const differ = (row: Known, workflow: Known): boolean => row.state !== workflow.state || row.seq !== workflow.seq

/** I11: state and seq of every open process are the same in Postgres and in its workflow. */
export async function storesAgree({ db, engine, settleMs }: Installation): Promise<Finding> {
  if (!engine) return unchecked(noEngine)
  const open = await openProcesses(db)
  // Without workers each question would wait for its deadline.
  const awake = await engine.temporal.probe(probeMs).then(
    () => true,
    () => false,
  )
  if (!awake) return finding({ open: open.length }, [{ what: 'no worker answers, so nothing was compared', ids: ['canary'] }])
  const answers = await eachBounded(open, (process) => askWorkflow(engine, process.id))
  const known = open.map((process, index) => ({ process, workflow: answers[index] }))
  const mute = known.filter(({ workflow }) => !workflow).map(({ process }) => process.id)
  const unlike = known.filter(({ process, workflow }) => workflow && differ(process, workflow)).map(({ process }) => process.id)
  const isMute = async (id: string): Promise<boolean> =>
    (await openProcess(db, id)) !== undefined && (await askWorkflow(engine, id)) === undefined
  const isUnlike = async (id: string): Promise<boolean> => {
    const workflow = await askWorkflow(engine, id)
    const row = await openProcess(db, id)
    return workflow !== undefined && row !== undefined && differ(row, workflow)
  }
  const told = async (id: string): Promise<string> => {
    const [row, workflow] = await Promise.all([openProcess(db, id), askWorkflow(engine, id)])
    const at = (known: Known | undefined): string => (known ? `${known.state} ${String(known.seq)}` : 'ended')
    return `${id}: database ${at(row)}, taken to know ${String(row?.confirmedSeq ?? '')}; workflow ${at(workflow)}`
  }
  return finding({ open: open.length }, [
    {
      what: 'open processes whose state or seq differs',
      ids: await eachBounded(await lasting(unlike, isUnlike, settleMs), told),
    },
    { what: 'open processes whose workflow does not answer', ids: await lasting(mute, isMute, settleMs) },
  ])
}
