-- Three roles: the owner migrates, vekha_app works inside one organization, vekha_system only finds where to begin.
-- Roles belong to the whole cluster, so another database may have made them.
DO $$ BEGIN CREATE ROLE vekha_app NOINHERIT NOCREATEDB NOCREATEROLE NOBYPASSRLS; EXCEPTION WHEN duplicate_object THEN NULL; WHEN unique_violation THEN NULL; END $$;
--> statement-breakpoint
DO $$ BEGIN CREATE ROLE vekha_system NOINHERIT NOCREATEDB NOCREATEROLE BYPASSRLS; EXCEPTION WHEN duplicate_object THEN NULL; WHEN unique_violation THEN NULL; END $$;
--> statement-breakpoint
CREATE FUNCTION vekha_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('vekha.tenant', true), '')::uuid $$;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['policies','counters','memberships','contacts','links','processes','events','intervals','steps','messages','deliveries',
    'files','file_chunks','notifications','intake','views','audit','audit_heads','state_counts','flows'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()))', t);
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON organizations USING (id = (SELECT vekha_tenant())) WITH CHECK (id = (SELECT vekha_tenant()));
--> statement-breakpoint
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE users FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Members of the organization one works in; a new person has no membership yet, so anybody may be added.
CREATE POLICY colleagues ON users USING (EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = users.id AND m.tenant_id = (SELECT vekha_tenant())));
--> statement-breakpoint
CREATE POLICY newcomers ON users FOR INSERT WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE rate_limits (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint);
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO vekha_app, vekha_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO vekha_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON policies, counters, memberships, contacts, links, processes, steps, messages, deliveries, files, notifications, intake, views, audit_heads,
  state_counts, flows TO vekha_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON events, intervals, audit, file_chunks TO vekha_app;
--> statement-breakpoint
GRANT DELETE ON policies, views, notifications, memberships, files, file_chunks TO vekha_app;
--> statement-breakpoint
GRANT SELECT, UPDATE ON organizations TO vekha_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (name, lang, disabled_at, password_hash) ON users TO vekha_app;
--> statement-breakpoint
-- Nobody, the system's own role too, rewrites history.
REVOKE UPDATE, DELETE, TRUNCATE ON audit, events FROM vekha_system;
--> statement-breakpoint
ALTER TABLE processes ADD COLUMN search tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('russian', left(title, 500)), 'A') || setweight(to_tsvector('simple', number), 'A') || jsonb_to_tsvector('russian', data, '["string"]')
) STORED;
--> statement-breakpoint
CREATE INDEX processes_search ON processes USING gin (search);
--> statement-breakpoint
ALTER TABLE messages ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('russian', left(body, 100000))) STORED;
--> statement-breakpoint
CREATE INDEX messages_search ON messages USING gin (search);
--> statement-breakpoint
-- Text search operators are not leakproof, so under forced row security they would scan the table. The function's
-- owner sees all rows and repeats the tenant's condition; it answers ids only, the newest first.
CREATE FUNCTION search_processes(words text, at_most integer) RETURNS TABLE (id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH query AS (SELECT websearch_to_tsquery('russian', words) || websearch_to_tsquery('simple', words) AS q)
  SELECT p.id FROM processes p, query
  WHERE p.tenant_id = vekha_tenant() AND (
    p.search @@ query.q
    OR p.number = upper(words)
    OR p.id IN (SELECT m.process_id FROM messages m, query WHERE m.tenant_id = vekha_tenant() AND m.search @@ query.q LIMIT 10000)
  )
  ORDER BY p.changed_at DESC LIMIT at_most
$$;
--> statement-breakpoint
ALTER FUNCTION search_processes(text, integer) OWNER TO vekha_system;
--> statement-breakpoint
REVOKE ALL ON FUNCTION search_processes(text, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_processes(text, integer) TO vekha_app;
--> statement-breakpoint
ALTER TABLE organizations ADD CONSTRAINT organizations_lang CHECK (lang IN ('ru', 'en')), ADD CONSTRAINT organizations_demo CHECK (demo IN ('yes', 'no')),
  ADD CONSTRAINT organizations_address CHECK (support_address = lower(support_address));
--> statement-breakpoint
ALTER TABLE users ADD CONSTRAINT users_lang CHECK (lang IN ('ru', 'en')), ADD CONSTRAINT users_email CHECK (email = lower(email));
--> statement-breakpoint
ALTER TABLE contacts ADD CONSTRAINT contacts_lang CHECK (lang IN ('ru', 'en')), ADD CONSTRAINT contacts_lower CHECK (email = lower(email));
--> statement-breakpoint
ALTER TABLE policies ADD CONSTRAINT policies_unit CHECK (unit IN ('minutes', 'hours', 'days')), ADD CONSTRAINT policies_clock CHECK (clock IN ('elapsed', 'business-days', 'business-hours')),
  ADD CONSTRAINT policies_amount CHECK (amount > 0);
--> statement-breakpoint
ALTER TABLE links ADD CONSTRAINT links_party CHECK (party IN ('requester', 'contact'));
--> statement-breakpoint
ALTER TABLE processes ADD CONSTRAINT processes_waits_for CHECK (waits_for IN ('support', 'support1', 'support2', 'support3', 'manager', 'delivery', 'requester', 'contact', 'integration', 'machine')),
  ADD CONSTRAINT processes_seq CHECK (seq >= moved_seq AND moved_seq >= 1 AND entered_seq >= 1 AND confirmed_seq >= 0);
--> statement-breakpoint
ALTER TABLE intervals ADD CONSTRAINT intervals_party CHECK (party IN ('support', 'support1', 'support2', 'support3', 'manager', 'delivery', 'requester', 'contact', 'integration', 'machine')),
  ADD CONSTRAINT intervals_span CHECK (to_at >= from_at);
--> statement-breakpoint
ALTER TABLE steps ADD CONSTRAINT steps_party CHECK (party IN ('support', 'support1', 'support2', 'support3', 'manager', 'delivery', 'requester', 'contact', 'integration', 'machine'));
--> statement-breakpoint
ALTER TABLE events ADD CONSTRAINT events_kind CHECK (kind IN ('start', 'act', 'fire', 'go', 'trouble'));
--> statement-breakpoint
ALTER TABLE messages ADD CONSTRAINT messages_kind CHECK (kind IN ('in', 'out', 'note')), ADD CONSTRAINT messages_channel CHECK (channel IN ('mail', 'console', 'form', 'phone', 'link'));
--> statement-breakpoint
ALTER TABLE deliveries ADD CONSTRAINT deliveries_state CHECK (status IN ('pending', 'sent', 'rejected', 'skipped')), ADD CONSTRAINT deliveries_lang CHECK (lang IN ('ru', 'en')),
  ADD CONSTRAINT deliveries_template CHECK (template IN ('ticket.ack', 'ticket.question', 'ticket.solution', 'ticket.reminder', 'ticket.closedNoAnswer', 'ticket.rejected',
    'ticket.received', 'ticket.reopened', 'staff.assigned', 'staff.reminder', 'staff.escalation'));
--> statement-breakpoint
ALTER TABLE notifications ADD CONSTRAINT notifications_kind CHECK (kind IN ('assigned', 'mention', 'answer', 'reminder', 'escalation', 'trouble'));
--> statement-breakpoint
ALTER TABLE intake ADD CONSTRAINT intake_source CHECK (source IN ('mail', 'start')), ADD CONSTRAINT intake_state CHECK (status IN ('received', 'done', 'parked'));
--> statement-breakpoint
-- The sweep's whole world: moves that the engine is not known to know.
CREATE INDEX processes_unconfirmed ON processes (changed_at) WHERE seq > confirmed_seq AND ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX processes_recompute ON processes (recompute_key) WHERE recompute_key IS NOT NULL;
