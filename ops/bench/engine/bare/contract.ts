/** What the bare workflow and whoever drives it agree on. */
export const bareQueue = 'bench-bare'
export const bareUpdate = 'step'

export interface BareStep {
  readonly index: number
}

/** One row for each step, as an expert without our demands would write it. */
export interface BareActivities {
  write(row: { readonly id: string; readonly seq: number; readonly state: string }): Promise<void>
}
