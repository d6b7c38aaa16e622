import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { Failure, reasonOf, showUsage } from '../failure.ts'
import type { ChaosOptions, Scenario } from './scenario.ts'
import { scenarios } from './scenarios/scenarios.ts'

const usage = `npm run chaos -- [options]: hurts a throw-away installation and proves that nothing is lost.

  --scenario NAME  mixed when left out; all for every one
  --seed N         repeats a run's choices; drawn and printed when left out
  --tickets N      how many arrive; 1000
  --visits N       how many are booked beside them; 250
  --rate N         of them per second; 4
  --hits N         deaths at each point of crash-points; 20
  --shape NAME     production: the engine's state in Postgres, APIs behind nginx; laptop when left out

${scenarios.map(({ name, about }) => `  ${name.padEnd(20)} ${about}`).join('\n')}`

const options = {
  scenario: { type: 'string', default: 'mixed' },
  seed: { type: 'string' },
  tickets: { type: 'string', default: '1000' },
  visits: { type: 'string', default: '250' },
  rate: { type: 'string', default: '4' },
  hits: { type: 'string', default: '20' },
  shape: { type: 'string', default: 'laptop' },
  help: { type: 'boolean' },
} as const

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values
  } catch (error) {
    throw new Failure(`${reasonOf(error)}\n\n${usage}`)
  }
}

function positive(name: string, text: string): number {
  const number = Number(text)
  if (!(number > 0)) throw new Failure(`--${name} must be a number above 0\n\n${usage}`)
  return number
}

export interface Chosen {
  readonly scenarios: readonly Scenario[]
  readonly options: Omit<ChaosOptions, 'say'>
}

/** @throws Failure with the usage */
export function readChaosOptions(args: readonly string[]): Chosen {
  const given = parse(args)
  if (given.help === true) showUsage(usage)
  const wanted = scenarios.filter(({ name }) => given.scenario === 'all' || name === given.scenario)
  if (wanted.length === 0) throw new Failure(`No scenario is called ${given.scenario}\n\n${usage}`)
  const { shape } = given
  if (shape !== 'laptop' && shape !== 'production') throw new Failure(`--shape is laptop or production\n\n${usage}`)
  return {
    scenarios: wanted,
    options: {
      seed: given.seed === undefined ? randomInt(1_000_000) : positive('seed', given.seed),
      tickets: positive('tickets', given.tickets),
      visits: given.visits === '0' ? 0 : positive('visits', given.visits),
      rate: positive('rate', given.rate),
      hits: positive('hits', given.hits),
      shape,
    },
  }
}
