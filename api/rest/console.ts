import { existsSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { problemOfStatus } from '../failure.ts'
import { sendFailure } from '../hooks/errors.ts'

/** Addresses of programs: what is missing there is an error, not a page. */
const programs = /^\/(?:trpc|files|export|outbox|assets|(?:r|v|new)\/api|metrics|healthz|readyz)(?:[/?]|$)/

/** By its path alone: what people search for may end like a file's name. */
const isFile = (url: string): boolean => /\.[a-z0-9]{2,5}$/i.test(url.split('?', 1)[0] ?? '')

/** Serves the built pages; an address of the console that is no file is the console itself, which has its own routes. */
export async function addConsole(app: FastifyInstance, webDir: string): Promise<void> {
  const built = existsSync(webDir)
  if (built)
    await app.register(fastifyStatic, {
      root: webDir,
      index: false,
      // The build puts compressed files beside its own.
      preCompressed: true,
      dotfiles: 'ignore',
      // A folder is no page of its own: the console answers.
      allowedPath: (path) => /\.[a-z0-9]+$/i.test(path),
      cacheControl: false,
      setHeaders(response, path) {
        // File names in assets/ carry the hash of their content.
        const forever = path.replaceAll('\\', '/').includes('/assets/')
        response.setHeader('vary', 'accept-encoding')
        response.setHeader('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-store')
      },
    })
  app.setNotFoundHandler((request, reply) => {
    const page = (request.method === 'GET' || request.method === 'HEAD') && !programs.test(request.url) && !isFile(request.url)
    if (!page || !built) return sendFailure(request, reply, problemOfStatus(404), 404)
    const name = /^\/(?:r|v|new)(?:[/?]|$)/.test(request.url) && existsSync(`${webDir}/guest/index.html`) ? 'guest' : 'console'
    return reply.sendFile(`${name}/index.html`)
  })
}
