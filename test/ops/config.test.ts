import { expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../config/config.ts'

const enough = {
  DATABASE_URL: 'postgres://owner:word@db:5432/vekha',
  VEKHA_SECRET: 'a'.repeat(32),
  TEMPORAL_ADDRESS: 'engine:7233',
  SMTP_URL: 'smtp://mail:587',
}

function errorOf(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

test('the needed names are enough, and empty ones count as unset', () => {
  const config = readConfig({ ...enough, PORT: '', PUBLIC_URL: ' ' })
  expect(config).toMatchObject({ port: 3000, smtpPort: 2525, host: '127.0.0.1', publicUrl: 'http://localhost:3000', demo: false })
})

test('the public address loses its last slash and names the sender', () => {
  const config = readConfig({ ...enough, PUBLIC_URL: 'https://vekha.example.ru/' })
  expect(config.publicUrl).toBe('https://vekha.example.ru')
  expect(config.mailFrom).toBe('Vekha <no-reply@vekha.example.ru>')
})

test('everything wrong is named at once', () => {
  const message = errorOf({ PORT: '70000', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x', VEKHA_DEMO: '1', NODE_ENV: 'production' })
  for (const name of ['PORT', 'LOG_LEVEL', 'DATABASE_URL', 'VEKHA_SECRET', 'TEMPORAL_ADDRESS', 'SMTP_URL', 'VEKHA_DEMO']) {
    expect(message).toMatch(new RegExp(`^ {2}${name} `, 'm'))
  }
})

test('an account with the SMS provider needs its password, and keeps it off plain http', () => {
  expect(readConfig(enough).smsc).toBeUndefined()
  const account = { SMSC_LOGIN: 'clinic', SMSC_PASSWORD: 'word' }
  expect(readConfig({ ...enough, ...account }).smsc).toMatchObject({ url: 'https://smsc.ru/sys/', lowBalanceKopecks: 50_000 })
  expect(errorOf({ ...enough, SMSC_LOGIN: 'clinic' })).toContain('SMSC_PASSWORD is missing')
  expect(errorOf({ ...enough, ...account, SMSC_URL: 'http://gateway.house/' })).toContain('SMSC_URL must be https')
  expect(readConfig({ ...enough, ...account, SMSC_URL: 'http://gateway.house/', SMSC_NETWORKS: '10.1.0.0/16' }).smsc).toMatchObject({
    networks: ['10.1.0.0/16'],
  })
})

test('demo accounts are refused in production', () => {
  expect(errorOf({ ...enough, VEKHA_DEMO: '1', NODE_ENV: 'production' })).toContain('VEKHA_DEMO must be 0')
  expect(readConfig({ ...enough, VEKHA_DEMO: '1' }).demo).toBe(true)
})

test('old secrets are a list, each as long as a secret must be', () => {
  expect(readConfig(enough).oldSecrets).toEqual([])
  expect(readConfig({ ...enough, VEKHA_OLD_SECRETS: ` ${'b'.repeat(32)}, ${'c'.repeat(40)},` }).oldSecrets).toEqual([
    'b'.repeat(32),
    'c'.repeat(40),
  ])
  const message = errorOf({ ...enough, VEKHA_OLD_SECRETS: `${'b'.repeat(32)},too-short-but-secret` })
  expect(message).toContain('VEKHA_OLD_SECRETS')
  expect(message).not.toContain('too-short')
})

test('no message repeats a secret', () => {
  const message = errorOf({ ...enough, VEKHA_SECRET: 'short-but-secret', DATABASE_URL: 'mysql://user:hidden@db/x' })
  expect(message).toContain('VEKHA_SECRET')
  expect(message).not.toMatch(/short-but-secret|hidden/)
})

test('the databases of the engine are URLs, as many as there are', () => {
  const urls = 'postgres://o:w@db/temporal, postgres://o:w@db/temporal_visibility'
  expect(readConfig({ ...enough, TEMPORAL_DATABASE_URLS: urls }).temporalDatabaseUrls).toHaveLength(2)
  expect(readConfig(enough).temporalDatabaseUrls).toEqual([])
  expect(errorOf({ ...enough, TEMPORAL_DATABASE_URLS: 'temporal' })).toMatch(/TEMPORAL_DATABASE_URLS must hold URLs/)
})

test('whose word about addresses counts, and how long a stopping API drains, are checked', () => {
  expect(readConfig(enough)).toMatchObject({ trustedProxies: ['loopback'], drainMs: 0, smtpProxyProtocol: false })
  const set = { TRUSTED_PROXIES: '10.5.0.0/24, 192.0.2.1,fd00::/8, uniquelocal', DRAIN_MS: '2000', SMTP_PROXY_PROTOCOL: '1' }
  expect(readConfig({ ...enough, ...set })).toMatchObject({
    trustedProxies: ['10.5.0.0/24', '192.0.2.1', 'fd00::/8', 'uniquelocal'],
    drainMs: 2_000,
    smtpProxyProtocol: true,
  })
  for (const wrong of ['nginx', '10.5.0.0/33', '10.5.0.0/', '10.5.0/24', '10.5.0.0/8/8', '0.0.0.0/x'])
    expect(errorOf({ ...enough, TRUSTED_PROXIES: wrong })).toContain('TRUSTED_PROXIES must hold addresses')
  expect(errorOf({ ...enough, DRAIN_MS: '60000' })).toContain('DRAIN_MS must be 0–30000')
})
