/** `full` is `npm run model` and `npm run fuzz`; anything else the sample that `npm test` takes. */
const isFull = process.env['VEKHA_PROOF'] === 'full'
const numberOf = (name: string, usual: number): number => Number(process.env[name] ?? usual)

/** How much of a proof is done: in full, or a sample. A seed or a number of the environment goes before both. */
export const scaled = (full: number, sample: number): number => (isFull ? full : sample)

/** Cases for one procedure, route or form, and the seed they come from. */
export const fuzzScale = () => ({ numRuns: numberOf('VEKHA_CASES', scaled(200, 20)), seed: numberOf('VEKHA_SEED', 20_261) })
