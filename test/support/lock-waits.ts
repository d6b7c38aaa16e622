import pg from 'pg'

/** How many transactions of a database wait for a lock that another holds. */
export async function lockWaits(ownerUrl: string): Promise<number> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const { rows } = await owner.query<{ number: number }>(
      `SELECT count(*)::int AS number FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    return rows[0]?.number ?? 0
  } finally {
    await owner.end()
  }
}
