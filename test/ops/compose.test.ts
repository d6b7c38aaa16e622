import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse, parseDocument } from 'yaml'
import { z } from 'zod'
import { readConfig } from '../../config/config.ts'
import {
  drainMs,
  engineDatabases,
  enginePlugin,
  engineSchemaCalls,
  postgresSettings,
  serviceNames,
  shape,
} from '../../ops/production/shape.ts'
import { renderNginx } from '../../ops/production/nginx.ts'
import { serverPrograms } from '../../ops/temporal/release.ts'
import { dynamicConfig, goGc } from '../../ops/temporal/tuning.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const text = read('docker-compose.yml')

const service = z.object({
  image: z.string(),
  build: z.object({ target: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  user: z.string().optional(),
  environment: z.record(z.string(), z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  restart: z.string(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  logging: z.object({ driver: z.string(), options: z.record(z.string(), z.string()) }),
  volumes: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  networks: z.array(z.string()),
  stop_grace_period: z.string().optional(),
})
const composeOf = (yaml: string): unknown => parse(yaml, { merge: true })
const { services } = z.object({ services: z.record(z.string(), service) }).parse(composeOf(text))
const of = (name: string) => service.parse(services[name])

describe('docker-compose.yml', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(read('test/ops/data/compose-spec.json')))

  it('is a file of the Compose Specification', () => {
    expect(parseDocument(text).errors).toEqual([])
    validate(composeOf(text))
    expect(validate.errors).toBeNull()
    expect(validate(composeOf(text.replace('service_healthy', 'service_well')))).toBe(false)
    expect(validate(composeOf(text.replace('restart: unless-stopped', 'restarts: unless-stopped')))).toBe(false)
  })

  it('has the services of the shape, each waiting for the same', () => {
    expect(Object.keys(services).toSorted()).toEqual([...serviceNames].toSorted())
    expect(Object.keys(shape)).toEqual(serviceNames)
    const conditions = { healthy: 'service_healthy', done: 'service_completed_successfully' } as const
    for (const [at, name] of serviceNames.entries()) {
      const { after } = shape[name]
      expect(Object.keys(after).every((before) => serviceNames.slice(0, at).some((one) => one === before))).toBe(true)
      const waits = Object.entries(after).map(([before, what]) => [before, { condition: conditions[what] }])
      expect(of(name).depends_on ?? {}, name).toEqual(Object.fromEntries(waits))
      // What others wait for to be healthy can say so; what they wait for to be done ends.
      for (const [before, what] of Object.entries(after)) {
        if (what === 'healthy') expect(of(before).healthcheck, before).toBeDefined()
        else expect(of(before).restart, before).toBe('on-failure:5')
      }
    }
  })

  it('tells each service the names of the shape, and no others', () => {
    for (const name of serviceNames) {
      if (name === 'postgres') continue
      // The place of the template's outcome and of the module are the image's own.
      const told = Object.keys(of(name).environment).filter((one) => one !== 'NGINX_ENVSUBST_OUTPUT_DIR')
      expect(told.toSorted(), name).toEqual([...shape[name].environment].toSorted())
    }
  })

  it('starts the same programs in the same way', () => {
    for (const name of serviceNames) {
      const one = shape[name]
      if (!('entry' in one)) continue
      const nodeArgs = 'nodeArgs' in one ? one.nodeArgs : []
      expect(of(name).command, name).toEqual(['node', ...nodeArgs, '--import', 'tsx', one.entry])
      expect(of(name).build?.target).toBe('product')
    }
    expect(of('engine-schema').command?.[0]?.trim().split('\n')).toEqual(engineSchemaCalls.map((call) => `sql ${call.join(' ')}`))
    const settings = Object.entries(postgresSettings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    expect(of('postgres').command).toEqual(['postgres', ...settings])
    expect(of('temporal').environment).toMatchObject({ SQL_PLUGIN: enginePlugin, GOGC: goGc })
    expect(of('api-1').environment).toMatchObject({ DRAIN_MS: String(drainMs) })
    for (const name of serviceNames)
      if ('health' in shape[name]) expect(of(name).healthcheck?.test.join(' '), name).toContain(shape[name].health)
  })

  it('gives programs of the product an environment they take', () => {
    const example = parseEnv(read('.env.production.example'))
    const filled = {
      ...example,
      ...{ POSTGRES_PASSWORD: 'a1', ENGINE_PASSWORD: 'b2', VEKHA_SECRET: 'c'.repeat(32) },
      ...{ PUBLIC_URL: 'https://vekha.example.ru', SMTP_URL: 'smtp://mail.example.ru:587' },
    }
    const asked = new Set<string>()
    const value = (given: string): string =>
      given.replaceAll(
        /\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g,
        (_whole, name: string, kind: string | undefined, rest: string | undefined) => {
          asked.add(name)
          if (kind === '?' && !(name in filled)) throw new Error(`${name} is not in .env.production.example`)
          return new Map(Object.entries(filled)).get(name) || (kind === '-' ? (rest ?? '') : '')
        },
      )
    for (const name of ['api-1', 'workers-1']) {
      const env = Object.fromEntries(Object.entries(of(name).environment).map(([key, given]) => [key, value(given)]))
      expect(readConfig(env)).toMatchObject({ production: true, demo: false, publicUrl: 'https://vekha.example.ru' })
    }
    value(text)
    expect([...asked].toSorted()).toEqual(Object.keys(example).toSorted())
  })

  it('holds no secret, rotates every log, and runs nothing as root but Postgres', () => {
    for (const name of serviceNames)
      for (const [key, value] of Object.entries(of(name).environment)) {
        const fixed = value.replaceAll(/\$\{[^}]*\}/g, '')
        if (/PASSWORD|SECRET|_URLS?$/.test(key)) expect(fixed, key).toMatch(/^(postgres:\/\/vekha:@postgres:5432\/\w+,? ?)*$/)
      }
    for (const name of serviceNames) {
      expect(of(name).logging.options).toHaveProperty('max-size')
      expect(of(name).image).not.toMatch(/latest|^[^:]+$/)
    }
    const dockerfile = read('Dockerfile')
    for (const target of ['product', 'engine']) {
      const stage = dockerfile.split(/^FROM /m).find((part) => part.split('\n')[0]?.endsWith(` AS ${target}`)) ?? ''
      expect(stage).toMatch(/^USER (node|temporal)$/m)
    }
    expect(of('nginx').user).toBe('101:101')
    // Only the proxy is reached from outside; the stores share no network with it.
    expect(serviceNames.filter((name) => of(name).ports !== undefined)).toEqual(['nginx'])
    for (const name of ['postgres', 'temporal', 'workers-1']) expect(of(name).networks).not.toContain('front')
  })

  it('fills in all that the proxy’s one template asks for, with the instances of the shape', () => {
    expect(of('nginx').volumes).toContain('./ops/production/nginx.conf.template:/etc/nginx/templates/nginx.conf.template:ro')
    const filled = renderNginx(read('ops/production/nginx.conf.template'), of('nginx').environment)
    for (const name of ['api-1', 'api-2']) {
      const { PORT, SMTP_PORT } = of(name).environment
      expect(filled).toContain(`server ${name}:${String(PORT)} resolve`)
      expect(filled).toContain(`server ${name}:${String(SMTP_PORT)} resolve`)
    }
  })

  it('builds the versions that are built here, with the tools of its Postgres', () => {
    const dockerfile = read('Dockerfile')
    for (const module of Object.values(serverPrograms)) expect(dockerfile).toContain(`go install ${module}`)
    const major = /^postgres:(\d+)\./.exec(of('postgres').image)?.[1]
    expect(dockerfile).toContain(`postgresql-client-${String(major)}`)
  })
})

describe('the configuration of the engine', () => {
  it('tunes the server as the laptop’s', () => {
    const values = Object.entries(dynamicConfig).map(([name, value]) => [name, [{ value }]])
    expect(parse(read('ops/production/engine/dynamic.yaml'))).toEqual(Object.fromEntries(values))
  })

  it('names the databases that are made for it', () => {
    const names = [...read('ops/production/engine/production.yaml').matchAll(/databaseName: (\S+)/g)].map(([, name]) => name)
    expect(names).toEqual(Object.keys(engineDatabases))
  })
})
