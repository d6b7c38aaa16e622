import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import pg from 'pg'
import { z } from 'zod'

// The entry point of the same life on plain tables: one small HTTP server, one transaction for each step, no engine.
const { FLOOR_DATABASE_URL: connectionString, PORT: port } = z
  .object({ FLOOR_DATABASE_URL: z.string(), PORT: z.coerce.number() })
  .parse(process.env)
const pool = new pg.Pool({ connectionString, max: 20 })
const states = ['registered', 'inProgress', 'clarification', 'inProgress', 'processed']
const stepInput = z.object({ id: z.uuid(), index: z.int().min(0).max(3) })

async function inTransaction(work: (client: pg.PoolClient) => Promise<boolean>): Promise<boolean> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const done = await work(client)
    await client.query(done ? 'COMMIT' : 'ROLLBACK')
    return done
  } finally {
    client.release()
  }
}

async function begin(): Promise<string> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'begin',
    text: 'INSERT INTO cases (id, state, seq) VALUES (gen_random_uuid(), $1, 0) RETURNING id',
    values: [states[0]],
  })
  return rows[0]?.id ?? ''
}

const step = ({ id, index }: z.infer<typeof stepInput>): Promise<boolean> =>
  inTransaction(async (client) => {
    const found = await client.query<{ state: string; seq: number }>({
      name: 'find',
      text: 'SELECT state, seq FROM cases WHERE id = $1 FOR UPDATE',
      values: [id],
    })
    const [row] = found.rows
    if (row?.state !== states[index] || row?.seq !== index) return false
    const values = [id, index + 1, states[index + 1]]
    await client.query({ name: 'move', text: 'UPDATE cases SET seq = $2, state = $3 WHERE id = $1', values })
    await client.query({ name: 'write', text: 'INSERT INTO case_steps (id, seq, state) VALUES ($1, $2, $3)', values })
    return true
  })

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return JSON.parse(text)
}

async function answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
  if (request.url === '/begin') return { status: 200, body: { id: await begin() } }
  const done = await step(stepInput.parse(await bodyOf(request)))
  return done ? { status: 200, body: { done } } : { status: 409, body: { done } }
}

const server = createServer((request, response) => {
  answer(request).then(
    ({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  )
})
server.listen(port, '127.0.0.1', () => process.send?.({ ready: true }))
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, () => process.exit(0))
