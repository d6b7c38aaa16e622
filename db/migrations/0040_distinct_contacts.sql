CREATE TABLE "distinct_contacts" (
	"tenant_id" uuid NOT NULL,
	"one_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"said_by" text NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	CONSTRAINT "distinct_contacts_tenant_id_one_id_other_id_pk" PRIMARY KEY("tenant_id","one_id","other_id")
);
--> statement-breakpoint
CREATE INDEX "distinct_contacts_said" ON "distinct_contacts" USING btree ("tenant_id","said_at");
--> statement-breakpoint
ALTER TABLE distinct_contacts ADD CONSTRAINT distinct_contacts_order CHECK (one_id < other_id);
--> statement-breakpoint
ALTER TABLE distinct_contacts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE distinct_contacts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON distinct_contacts USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON distinct_contacts TO vekha_system;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON distinct_contacts TO vekha_app;
--> statement-breakpoint
-- A visit that was finished, early too, leaves the rest of its time free. As `busyStates` of domain/visit-states.ts.
ALTER TABLE visits DROP CONSTRAINT visits_rep_free, DROP CONSTRAINT visits_contact_free,
  ADD CONSTRAINT visits_rep_free EXCLUDE USING gist (tenant_id WITH =, rep_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
    WHERE (holds AND state IN ('planned', 'confirmed', 'inProgress')),
  ADD CONSTRAINT visits_contact_free EXCLUDE USING gist (tenant_id WITH =, contact_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
    WHERE (holds AND state IN ('planned', 'confirmed', 'inProgress'));
