import pg from 'pg'

/** Holds a process's row, so that its records wait, as long as `work` takes. The owner may do so for longer than the product. */
export async function whileHeld<T>(ownerUrl: string, processId: string, work: () => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('BEGIN')
    await owner.query('SELECT 1 FROM processes WHERE id = $1 FOR UPDATE', [processId])
    return await work()
  } finally {
    await owner.end()
  }
}
