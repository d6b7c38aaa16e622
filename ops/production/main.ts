import { basename, join } from 'node:path'
import { Failure } from '../failure.ts'
import { holdAndRun } from '../held-run.ts'
import { dataDir } from '../paths.ts'
import { printProgress, seconds } from '../progress.ts'
import { readSettings } from '../settings.ts'
import { bringUpProduction } from './bring-up.ts'
import type { Production } from './bring-up.ts'
import { askForRestart, onRestartAsked } from './restart-signal.ts'
import { rollingRestart } from './rolling-restart.ts'

// `npm run production`: what docker-compose.yml describes, as processes of this machine.
// `npm run production -- restart`: one instance after another anew, without a gap, from the sources of now.

const progress = printProgress()

function summary({ ground: { site }, outbox }: Production, logDir: string, tookMs: number): string {
  return [
    '',
    `Vekha is ready in ${seconds(tookMs)}`,
    '',
    `  Console         ${site.publicUrl}, on ${site.listen}`,
    `  Letters in      smtp://${site.lettersListen}`,
    ...(outbox ? ['  Letters out     nowhere: SMTP_URL is not set, so all are kept in the directory outbox beside the data'] : []),
    '',
    `  Logs            ${logDir}`,
    '  npm run production -- restart brings new sources into service without a gap. Ctrl-C stops everything.',
    '',
  ].join('\n')
}

// Beside the data of `npm start`, never in it: the engine's state is another one. Commands beside it are given this very directory.
const given = dataDir()
const data = basename(given) === 'production' ? given : join(given, 'production')
const [command, ...rest] = process.argv.slice(2)

if (command === 'restart' && rest.length === 0) await askForRestart(data)
else
  await holdAndRun(() => {
    if (command !== undefined)
      throw new Failure(`Unknown argument ${command}. Only restart is known; the environment says everything else.`)
    // Demo accounts have known passwords: what the settings refuse in production must not be their default here.
    process.env.NODE_ENV = 'production'
    const settings = readSettings([])
    let forget: Production['forget'] | undefined
    return {
      dataDir: data,
      logDir: join(data, 'logs'),
      async bringUp() {
        const up = await bringUpProduction(settings, data, progress)
        forget = up.forget
        onRestartAsked(() => rollingRestart(up, progress.say))
        return up
      },
      shown: (up, tookMs) => summary(up, join(data, 'logs'), tookMs),
      forget: async () => forget?.(),
    }
  })
