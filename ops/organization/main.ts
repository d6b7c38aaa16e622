import { openDatabase } from '../../db/client.ts'
import { Problem } from '../../services/problem.ts'
import { createOrganization } from '../../services/system/create-organization.ts'
import { Failure } from '../failure.ts'
import { dataDir } from '../paths.ts'
import { readOptions } from './options.ts'

// `npm run organization`: the first organization of an installation without demo, and every further one.

async function run(): Promise<void> {
  const { databaseUrl, secret, organization } = await readOptions(process.argv.slice(2), process.env, dataDir())
  const db = openDatabase({ ownerUrl: databaseUrl, secret, maxConnections: 1, onError: () => undefined })
  try {
    const { password } = await createOrganization(db, organization, new Date())
    const { email } = organization.administrator
    console.log(`${organization.name} is there. Letters to ${organization.supportAddress} become its tickets.`)
    console.log(
      password === null
        ? `${email} administers it under the account that was there already.`
        : `${email} signs in with the password ${password}, shown this once; it is changed under «Мой пароль».`,
    )
  } finally {
    await db.close()
  }
}

try {
  await run()
} catch (error) {
  if (error instanceof Failure) console.error(`\n${error.message}\n`)
  else if (error instanceof Problem) console.error(`\n${error.label.en}.\n`)
  else console.error(error)
  process.exitCode = 1
}
