import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where downloads and built programs are kept between clones: `VEKHA_CACHE`, else the user's cache directory. */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  if (env.VEKHA_CACHE) return resolve(env.VEKHA_CACHE)
  return join(env.XDG_CACHE_HOME ? resolve(env.XDG_CACHE_HOME) : join(homedir(), '.cache'), 'vekha')
}
