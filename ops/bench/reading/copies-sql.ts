/** Where copies come to stand; parameters: organization, organization of the templates, how many, how many of them open, now. */
export const planCopies = `
  WITH template AS (
    SELECT id, started_at, ended_at IS NULL AS open, (row_number() OVER (PARTITION BY ended_at IS NULL ORDER BY id))::int - 1 AS place,
           count(*) OVER (PARTITION BY ended_at IS NULL) AS places
    FROM processes WHERE tenant_id = $2
  ), wanted AS (
    SELECT g, g <= $4::int AS open FROM generate_series(1, $3::int) g
  ), placed AS (
    SELECT w.g, t.id AS template_id, t.started_at,
           CASE WHEN w.open THEN (w.g % 9) * interval '20 minutes'
                ELSE ((w.g / t.places) % 156) * interval '7 days' + (w.g % 4) * interval '7 minutes' END AS back
    FROM wanted w JOIN template t ON t.open = w.open AND t.place = w.g % t.places
  ), timed AS (
    SELECT *, started_at - back AS at, extract(year FROM (started_at - back) AT TIME ZONE 'Europe/Moscow')::int AS year FROM placed
  )
  INSERT INTO bench.copies (id, tenant_id, template_id, back, number, place, contact_no)
  SELECT uuidv7(at - $5::timestamptz), $1, template_id, back,
         'О-' || year || '-' || lpad((coalesce((SELECT last FROM counters c WHERE c.tenant_id = $1 AND c.prefix = 'О' AND c.year = timed.year), 0)
           + row_number() OVER (PARTITION BY year ORDER BY at, g))::text, 6, '0'),
         (ARRAY['магазин', 'касса', 'склад', 'терминал', 'филиал', 'заказ', 'накладная', 'договор'])[1 + g % 8] || ' № ' || (g::bigint * 7919 % 100000),
         g::bigint * 7919 % greatest($3::int / 45, 1)
  FROM timed ORDER BY at, g`

/** What the steps below join: the copies, and for each template and shift its clocks and plan. */
export const preparation = `
  CREATE SCHEMA bench;
  CREATE UNLOGGED TABLE bench.copies (n bigint GENERATED ALWAYS AS IDENTITY, id uuid, tenant_id uuid, template_id uuid, back interval, number text, place text, contact_no int);
  CREATE FUNCTION bench.shifted_clocks(clocks jsonb, ms bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(name, clock || (
      SELECT coalesce(jsonb_object_agg(k, (clock ->> k)::numeric - ms), '{}')
      FROM unnest(ARRAY['dueAt', 'metAt', 'startedAt', 'runningSince', 'fixedDueAt']) k WHERE jsonb_typeof(clock -> k) = 'number')), '{}')
    FROM jsonb_each(clocks) c (name, clock) $$;
  CREATE FUNCTION bench.shifted_plan(plan jsonb, ms bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_agg(item || jsonb_build_object('at', (item ->> 'at')::numeric - ms) ORDER BY place), '[]')
    FROM jsonb_array_elements(plan) WITH ORDINALITY i (item, place) $$`
export const shifts = `
  CREATE UNLOGGED TABLE bench.shifts AS
  SELECT c.template_id, c.back, bench.shifted_clocks(p.clocks, (extract(epoch FROM c.back) * 1000)::bigint) AS clocks,
         bench.shifted_plan(p.plan, (extract(epoch FROM c.back) * 1000)::bigint) AS plan
  FROM (SELECT DISTINCT template_id, back FROM bench.copies) c JOIN processes p ON p.id = c.template_id;
  ANALYZE bench.copies; ANALYZE bench.shifts`

const contactId = `md5(c.tenant_id || 'contact' || c.contact_no)::uuid`
const names = `(ARRAY['Иванова','Петров','Сидорова','Кузнецов','Смирнова','Васильев','Попова','Соколов','Лебедева','Козлов'])[1 + c.contact_no % 10]
  || ' ' || (ARRAY['Анна','Павел','Мария','Сергей','Ольга','Дмитрий','Елена'])[1 + c.contact_no % 7]`
const email = `'client' || c.contact_no || '@company' || c.contact_no % 997 || '.example'`

/** The statements that fill each table, in two queues of about the same length. */
export const fills: readonly (readonly string[])[] = [
  [
    `INSERT INTO contacts (id, tenant_id, email, name, lang, created_at)
     SELECT DISTINCT ON (tenant_id, contact_no) ${contactId}, c.tenant_id, ${email}, ${names}, 'ru', timestamptz '2023-01-09' FROM bench.copies c`,
    `INSERT INTO processes (id, tenant_id, kind, number, title, state, seq, entered_seq, moved_seq, confirmed_seq, data, clocks, plan, fired, waits_for, waits_since,
       assignee_id, priority, contact_id, due_at, next_at, trouble, started_at, entered_at, changed_at, ended_at)
     SELECT c.id, c.tenant_id, p.kind, c.number, p.title || ', ' || c.place, p.state, p.seq, p.entered_seq, p.moved_seq, p.confirmed_seq,
       p.data || jsonb_build_object('subject', p.title || ', ' || c.place, 'requesterName', ${names}, 'requesterEmail', ${email}),
       s.clocks, s.plan, p.fired, p.waits_for, p.waits_since - c.back,
       p.assignee_id, p.priority, ${contactId}, p.due_at - c.back, p.next_at - c.back,
       CASE WHEN p.ended_at IS NULL AND c.n % 400 = 0 THEN jsonb_build_object('effect', 'deliver', 'error', 'нет связи', 'attempts', 4, 'nextTryAt', 0) END,
       p.started_at - c.back, p.entered_at - c.back, p.changed_at - c.back, p.ended_at - c.back
     FROM bench.copies c JOIN processes p ON p.id = c.template_id JOIN bench.shifts s ON s.template_id = c.template_id AND s.back = c.back`,
    `INSERT INTO steps (id, tenant_id, process_id, opened_seq, state, party, assignee_id, claimed_at, due_at, opened_at, closed_at)
     SELECT gen_random_uuid(), c.tenant_id, c.id, s.opened_seq, s.state, s.party, s.assignee_id, s.claimed_at - c.back, s.due_at - c.back, s.opened_at - c.back, s.closed_at - c.back
     FROM bench.copies c JOIN steps s ON s.process_id = c.template_id`,
    `INSERT INTO intervals (id, tenant_id, process_id, party, state, working, from_at, to_at)
     SELECT gen_random_uuid(), c.tenant_id, c.id, i.party, i.state, i.working, i.from_at - c.back, i.to_at - c.back
     FROM bench.copies c JOIN intervals i ON i.process_id = c.template_id WHERE c.back < interval '70 days'`,
  ],
  [
    `INSERT INTO messages (id, tenant_id, process_id, kind, channel, author_id, author_name, body, mentions, letter_id, request_id, at)
     SELECT uuidv7(m.at - c.back - now()), c.tenant_id, c.id, m.kind, m.channel, m.author_id, m.author_name, m.body || ' (' || c.place || ')', m.mentions,
       CASE WHEN m.letter_id IS NOT NULL THEN '<' || c.n || '.' || m.id || '@bench.example>' END, 'move:' || c.id || ':' || m.id, m.at - c.back
     FROM bench.copies c JOIN messages m ON m.process_id = c.template_id`,
    `INSERT INTO events (tenant_id, process_id, seq, request_id, input_hash, kind, name, process_kind, from_state, to_state, at, dwell_ms, actor, actor_id, form, reason, because, changes)
     SELECT c.tenant_id, c.id, e.seq, c.id || ':' || e.seq, e.input_hash, e.kind, e.name, e.process_kind, e.from_state, e.to_state, e.at - c.back,
       e.dwell_ms, e.actor, e.actor_id, e.form, e.reason, e.because, e.changes
     FROM bench.copies c JOIN events e ON e.process_id = c.template_id`,
    `INSERT INTO deliveries (id, tenant_id, process_id, seq, key, template, lang, to_address, to_name, vars, file_ids, letter_id, in_reply_to, status, attempts, created_at, ended_at)
     SELECT gen_random_uuid(), c.tenant_id, c.id, d.seq, c.id || ':' || d.key, d.template, d.lang, d.to_address, d.to_name, d.vars, '[]', '<' || c.n || '.' || d.id || '@bench.example>',
       NULL, d.status, d.attempts, d.created_at - c.back, d.ended_at - c.back
     FROM bench.copies c JOIN deliveries d ON d.process_id = c.template_id WHERE c.back < interval '70 days'`,
    `INSERT INTO notifications (id, tenant_id, user_id, process_id, kind, text, key, at, read_at)
     SELECT gen_random_uuid(), c.tenant_id, n.user_id, c.id, n.kind, n.text, c.id || ':' || n.key, n.at - c.back, n.read_at - c.back
     FROM bench.copies c JOIN notifications n ON n.process_id = c.template_id WHERE c.back < interval '370 days'`,
  ],
]

/** Counters and rollups are made from what is there, as the records would have kept them. */
export const rollups: readonly string[] = [
  `DELETE FROM state_counts`,
  `INSERT INTO state_counts (tenant_id, kind, state, count) SELECT tenant_id, kind, state, count(*) FROM processes GROUP BY 1, 2, 3`,
  `DELETE FROM flows`,
  `INSERT INTO flows (tenant_id, kind, day, from_state, to_state, count)
   SELECT tenant_id, process_kind, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), coalesce(from_state, ''), to_state, count(*)
   FROM events WHERE from_state IS DISTINCT FROM to_state GROUP BY 1, 2, 3, 4, 5`,
  `DELETE FROM spans`,
  `INSERT INTO spans (tenant_id, kind, day, state, bucket, count)
   SELECT tenant_id, process_kind, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), from_state, round(ln(greatest(dwell_ms, 1)::float8) / ln(2::float8) * 8), count(*)
   FROM events WHERE dwell_ms IS NOT NULL GROUP BY 1, 2, 3, 4, 5
   UNION ALL
   SELECT tenant_id, kind, to_char(ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), '',
     round(ln(greatest(extract(epoch FROM ended_at - started_at) * 1000, 1)::float8) / ln(2::float8) * 8), count(*)
   FROM processes WHERE ended_at IS NOT NULL GROUP BY 1, 2, 3, 4, 5`,
  `INSERT INTO counters (tenant_id, prefix, year, last)
   SELECT tenant_id, 'О', split_part(number, '-', 2)::int, max(split_part(number, '-', 3)::int) FROM processes GROUP BY 1, 3
   ON CONFLICT (tenant_id, prefix, year) DO UPDATE SET last = excluded.last`,
]
