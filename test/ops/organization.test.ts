import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { rootDir } from '../../ops/paths.ts'
import { createOrganization } from '../../services/system/create-organization.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { openBrowser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

const organization = {
  name: 'ООО «Ромашка»',
  slug: 'romashka',
  supportAddress: 'Support@Romashka.example',
  lang: 'ru',
  administrator: { email: 'Boss@Romashka.example', name: 'Анна Петрова' },
} as const

describe('an organization from nothing', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await testApi()
  }, 60_000)
  afterAll(() => api.close())

  it('is administered by whoever got the password', async () => {
    const { password } = await createOrganization(api.db, organization, new Date())
    const browser = openBrowser(api.app)
    expect((await browser.send('session.login', { email: 'boss@romashka.example', password })).status).toBe(200)
    expect((await browser.ask('session.me')).data).toMatchObject({ organization: { name: 'ООО «Ромашка»' } })
    const users = await browser.ask('admin.users.list')
    expect(users.status).toBe(200)
    const audit = await browser.ask('admin.audit.list', {})
    expect(JSON.stringify(audit.data)).toContain('organization.create')
    expect(JSON.stringify(audit.data)).not.toContain(password)
  })

  it('is made once under one name and address, and leaves nothing of a second try', async () => {
    const second = { ...organization, administrator: { email: 'other@romashka.example', name: 'Другой' } }
    await expect(createOrganization(api.db, second, new Date())).rejects.toMatchObject({ code: 'Conflict' })
    const answer = await openBrowser(api.app).send('session.login', { email: 'other@romashka.example', password: 'whatever it is' })
    expect(answer.status).toBe(401)
  })

  it('gives somebody who has an account a second organization under the same password', async () => {
    const second = { ...organization, slug: 'lilia', supportAddress: 'support@lilia.example' }
    expect(await createOrganization(api.db, second, new Date())).toMatchObject({ password: null })
  })
})

describe('npm run organization', () => {
  let database: TestDatabase
  let db: Database
  beforeAll(async () => {
    database = await testDatabase()
    db = openDatabase({ ownerUrl: database.ownerUrl, secret: database.secret, maxConnections: 1, onError: () => undefined })
  }, 60_000)
  afterAll(async () => {
    await db.close()
    await database.drop()
  })

  const command = (args: readonly string[]) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', 'ops/organization/main.ts', ...args], {
      cwd: rootDir,
      env: { ...process.env, DATABASE_URL: database.ownerUrl, VEKHA_SECRET: database.secret },
    })

  it('prints the password once, and names everything that is wrong at once', async () => {
    const given = ['--name', 'Лилия', '--slug', 'lilia', '--support', 'support@lilia.example', '--admin', 'a@lilia.example']
    const { stdout } = await command([...given, '--admin-name', 'Пётр'])
    expect(stdout).toMatch(/a@lilia\.example signs in with the password [a-z0-9]{4}(?:-[a-z0-9]{4}){3}/)
    const failed: unknown = await command(['--slug', 'Лилия', '--support', 'nobody']).catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 1 })
    const { stderr } = failed instanceof Error && 'stderr' in failed ? failed : { stderr: '' }
    for (const wrong of ['--name', '--slug', '--support', '--admin', '--admin-name']) expect(String(stderr)).toContain(`${wrong} `)
    await expect(command([...given, '--admin-name', 'Пётр'])).rejects.toMatchObject({ code: 1 })
  })
})
