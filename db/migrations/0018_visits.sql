CREATE TABLE "contact_organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"address" text,
	"zone" text,
	"phone" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"process_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"number" text NOT NULL,
	"state" text NOT NULL,
	"rep_id" uuid NOT NULL,
	"contact_id" uuid,
	"contact_organization_id" uuid,
	"contact_name" text NOT NULL,
	"organization_name" text NOT NULL,
	"address" text,
	"mode" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"holds" boolean NOT NULL,
	"confirmed_at" timestamp with time zone,
	"began_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"reported_at" timestamp with time zone,
	"evidence" text,
	"rating" integer
);
--> statement-breakpoint
CREATE INDEX "contact_organizations_name" ON "contact_organizations" USING btree ("tenant_id","name","id");--> statement-breakpoint
CREATE INDEX "visits_starts" ON "visits" USING btree ("tenant_id","starts_at");--> statement-breakpoint
CREATE INDEX "visits_rep" ON "visits" USING btree ("tenant_id","rep_id","starts_at");--> statement-breakpoint
CREATE INDEX "visits_contact" ON "visits" USING btree ("tenant_id","contact_id","starts_at");--> statement-breakpoint
CREATE INDEX "visits_organization" ON "visits" USING btree ("tenant_id","contact_organization_id","starts_at") WHERE contact_organization_id IS NOT NULL;
--> statement-breakpoint
-- A trusted extension: whoever owns the database may add it.
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
ALTER TABLE visits ADD CONSTRAINT visits_mode CHECK (mode IN ('remote', 'inPerson')), ADD CONSTRAINT visits_evidence CHECK (evidence IN ('A', 'B', 'C')),
  ADD CONSTRAINT visits_span CHECK (ends_at > starts_at), ADD CONSTRAINT visits_rating CHECK (rating BETWEEN 1 AND 5);
--> statement-breakpoint
ALTER TABLE contact_organizations ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contact_organizations FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON contact_organizations USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
ALTER TABLE visits ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visits FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON visits USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON visits, contact_organizations TO vekha_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON visits, contact_organizations TO vekha_app;
--> statement-breakpoint
-- An owner who is no superuser would read none of them under forced row security.
ALTER TABLE processes NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE events NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visits NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO visits (process_id, tenant_id, number, state, rep_id, contact_id, contact_name, organization_name, address, mode, starts_at, ends_at, holds,
  confirmed_at, began_at, finished_at, reported_at, rating)
SELECT p.id, p.tenant_id, p.number, p.state, p.assignee_id, p.contact_id, p.data ->> 'contactName', p.data ->> 'contactOrganization', p.data ->> 'address',
  p.data ->> 'mode', (p.data ->> 'startsAt')::timestamptz, (p.data ->> 'endsAt')::timestamptz, p.state NOT IN ('cancelled', 'noShow'),
  CASE WHEN p.state <> 'planned' THEN (SELECT max(e.at) FROM events e WHERE e.process_id = p.id AND e.name = 'confirm') END,
  (SELECT min(e.at) FROM events e WHERE e.process_id = p.id AND e.to_state = 'inProgress'),
  (SELECT min(e.at) FROM events e WHERE e.process_id = p.id AND e.from_state = 'inProgress' AND e.to_state = 'reportDue'),
  (SELECT max(e.at) FROM events e WHERE e.process_id = p.id AND e.name = 'report'),
  (p.data ->> 'rating')::integer
FROM processes p WHERE p.kind = 'visit' AND p.assignee_id IS NOT NULL;
--> statement-breakpoint
-- As in domain/visit-evidence.ts.
UPDATE visits v SET evidence = CASE
  WHEN v.rating IS NOT NULL OR EXISTS (SELECT 1 FROM events e WHERE e.process_id = v.process_id AND e.name = 'join')
    OR (SELECT e.actor ->> 'kind' FROM events e WHERE e.process_id = v.process_id AND e.name = 'confirm' ORDER BY e.seq DESC LIMIT 1) = 'link' THEN 'A'
  WHEN v.began_at <= v.ends_at THEN 'B' ELSE 'C' END
WHERE v.began_at IS NOT NULL AND v.state <> 'noShow';
--> statement-breakpoint
-- Nothing kept two visits apart before: of those that overlap the one booked first keeps its time.
UPDATE visits v SET holds = false WHERE v.holds AND EXISTS (
  SELECT 1 FROM visits w WHERE w.tenant_id = v.tenant_id AND w.process_id < v.process_id AND w.holds AND (w.rep_id = v.rep_id OR w.contact_id = v.contact_id)
    AND w.starts_at < v.ends_at AND w.ends_at > v.starts_at);
--> statement-breakpoint
ALTER TABLE processes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE events FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visits FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visits ADD CONSTRAINT visits_rep_free EXCLUDE USING gist (tenant_id WITH =, rep_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (holds),
  ADD CONSTRAINT visits_contact_free EXCLUDE USING gist (tenant_id WITH =, contact_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (holds);
