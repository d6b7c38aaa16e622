/** `full` is `npm run model`, `npm run fuzz` and `npm run faults`; anything else the sample that `npm test` takes. */
export const isFull = process.env['VEKHA_PROOF'] === 'full'
const numberOf = (name: string, usual: number): number => Number(process.env[name] ?? usual)

/** How much of a proof is done: in full, or a sample. A seed or a number of the environment goes before both. */
export const scaled = (full: number, sample: number): number => (isFull ? full : sample)

/** Seeds on a live server: the server that people run, and in full one batch where time can be skipped as well. */
export const liveScale = (server: 'time-skipping' | 'dev') => ({
  seeds: numberOf('VEKHA_SEEDS', server === 'dev' ? scaled(500, 10) : 25),
  commands: scaled(30, 10),
  batch: numberOf('VEKHA_BATCH', scaled(25, 10)),
  firstSeed: numberOf('VEKHA_SEED', server === 'dev' ? 1_000_001 : 1),
})

/** Cases for one procedure, route or form, and the seed they come from. */
export const fuzzScale = () => ({ numRuns: numberOf('VEKHA_CASES', scaled(200, 20)), seed: numberOf('VEKHA_SEED', 20_261) })
