import { countedSums } from '../../visit-sums.ts'

/** Of each year: 250 representatives with eight visits a working day. */
export const representatives = 250
/** Each representative has their own. */
const contactsOfEach = 80

const contact = `(r * ${String(contactsOfEach)} + slot * 37 % ${String(contactsOfEach)})`
const organization = `${contact} / 7`
const noise = `(hashint8(slot * 1000 + r) & 65535)`

/** Parameters: the organization. The first representative is the demo's own, who can sign in. */
export const people = [
  // Ids as the API takes them.
  `CREATE FUNCTION bench.id(name text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
     SELECT overlay(overlay(md5(name) PLACING '7' FROM 13 FOR 1) PLACING '8' FROM 17 FOR 1)::uuid $$`,
  `CREATE TABLE bench.reps AS
   SELECT r, CASE r WHEN 0 THEN (SELECT id FROM users WHERE email = 'rep@demo.example') ELSE bench.id('rep' || r) END AS id
   FROM generate_series(0, ${String(representatives - 1)}) r`,
  `INSERT INTO users (id, email, name, password_hash, lang, created_at)
   SELECT id, 'rep' || r || '@bench.example', 'Представитель ' || r, '-', 'ru', timestamptz '2023-01-09' FROM bench.reps WHERE r > 0`,
  `INSERT INTO memberships (tenant_id, user_id, roles, created_at) SELECT $1, id, '{rep}', timestamptz '2023-01-09' FROM bench.reps WHERE r > 0`,
  `INSERT INTO contact_organizations (id, tenant_id, name, zone, created_at)
   SELECT bench.id('organization' || o), $1, 'Организация ' || o, 'Asia/Yekaterinburg', timestamptz '2023-01-09'
   FROM generate_series(0, ${String((representatives * contactsOfEach) / 7)}) o`,
  `INSERT INTO contacts (id, tenant_id, name, lang, contact_organization_id, created_at)
   SELECT bench.id('contact' || c), $1, 'Контакт ' || c, 'ru', bench.id('organization' || c / 7), timestamptz '2023-01-09'
   FROM generate_series(0, ${String(representatives * contactsOfEach - 1)}) c`,
] as const

/** Parameters: the organization, now. A year until now, and four weeks of which six tenths are booked. One in ten works where no list knows. */
export const visitRows = `
  INSERT INTO visits (process_id, tenant_id, number, state, rep_id, contact_id, contact_name, contact_organization_id, organization_name, address, mode, starts_at,
    ends_at, holds, evidence, rating, day, on_time, next_wanted, next_held, products, reactions)
  SELECT gen_random_uuid(), $1, 'bench-' || slot || '-' || r, state, id, bench.id('contact' || ${contact}), 'Контакт ' || ${contact},
    CASE WHEN ${organization} % 10 > 0 THEN bench.id('organization' || ${organization}) END, 'Организация ' || ${organization}, 'улица Мира, ' || ${organization},
    CASE WHEN noise % 3 = 0 THEN 'remote' ELSE 'inPerson' END, at, at + interval '30 minutes', state NOT IN ('cancelled', 'noShow'),
    CASE WHEN held THEN (ARRAY['A', 'B', 'B', 'C'])[1 + noise % 4] END, CASE WHEN held AND noise % 5 = 0 THEN 1 + noise / 5 % 5 END,
    (at AT TIME ZONE 'Europe/Moscow')::date, CASE WHEN held THEN noise % 6 <> 0 END, held AND noise % 2 = 0, held AND noise % 4 = 0,
    ARRAY['Продукт ' || noise % 10, 'Продукт ' || (noise + 1 + noise / 10 % 9) % 10],
    CASE WHEN held THEN ARRAY[noise / 10 % 5 - 2, noise / 50 % 5 - 2] ELSE ARRAY[NULL, NULL]::smallint[] END
  FROM (SELECT *, state IN ('closed', 'review') AS held FROM (
    SELECT *, CASE WHEN at > $2::timestamptz THEN (ARRAY['planned', 'confirmed'])[1 + noise % 2]
      ELSE (ARRAY['closed', 'closed', 'closed', 'closed', 'closed', 'review', 'noShow', 'cancelled'])[1 + noise / 7 % 8] END AS state
    FROM (SELECT day.n * 8 + hour AS slot, reps.r, reps.id, ${noise.replace('slot', '(day.n * 8 + hour)')} AS noise, (day.day + time '09:00' + hour * interval '1 hour') AT TIME ZONE 'Europe/Moscow' AS at
      FROM (SELECT day, row_number() OVER (ORDER BY day) AS n
            FROM generate_series(($2::timestamptz)::date - 364, ($2::timestamptz)::date + 28, interval '1 day') day WHERE extract(isodow FROM day) < 6) day
      CROSS JOIN generate_series(0, 7) hour CROSS JOIN bench.reps reps ORDER BY day, hour, r) placed
  ) told WHERE at <= $2::timestamptz OR noise % 10 < 6) made`

/** Parameters: the organization, the representative who can sign in: their visits are processes as well, which their day reads. */
export const ownProcesses = `
  INSERT INTO processes (id, tenant_id, kind, number, title, state, seq, entered_seq, moved_seq, confirmed_seq, data, clocks, plan, fired, waits_for, waits_since, assignee_id,
    priority, contact_id, due_at, next_at, started_at, entered_at, changed_at, ended_at)
  SELECT v.process_id, v.tenant_id, 'visit', v.number, t.title, v.state, t.seq, t.entered_seq, t.moved_seq, t.confirmed_seq,
    t.data || jsonb_build_object('startsAt', to_char(v.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'endsAt', to_char(v.ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
    t.clocks, t.plan, t.fired, t.waits_for, t.waits_since, v.rep_id, t.priority, v.contact_id, NULL, NULL, v.starts_at - interval '9 days', v.starts_at, v.starts_at, t.ended_at
  FROM visits v CROSS JOIN LATERAL (SELECT * FROM processes p WHERE p.tenant_id = $1 AND p.kind = 'visit' AND p.state = CASE WHEN v.starts_at > now() THEN 'planned' ELSE 'closed' END LIMIT 1) t
  WHERE v.tenant_id = $1 AND v.rep_id = (SELECT id FROM bench.reps WHERE r = 0) AND v.number LIKE 'bench-%'`

/** The sums made from the visits, as the records would have kept them: one month after the other. */
export const visitSums = Object.entries(countedSums).flatMap(([table, counted]) => [
  `DELETE FROM ${table}`,
  `INSERT INTO ${table} ${counted} ORDER BY day`,
])
