CREATE TABLE "absences" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"delegate_id" uuid,
	"assignments" text NOT NULL,
	"reason" text NOT NULL,
	"set_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "absences_user" ON "absences" USING btree ("tenant_id","user_id","to_at");--> statement-breakpoint
CREATE INDEX "absences_delegate" ON "absences" USING btree ("delegate_id","to_at");
--> statement-breakpoint
ALTER TABLE absences ADD CONSTRAINT absences_assignments CHECK (assignments IN ('delegate', 'queue')), ADD CONSTRAINT absences_span CHECK (to_at > from_at),
  ADD CONSTRAINT absences_delegate CHECK (delegate_id <> user_id AND (assignments = 'queue' OR delegate_id IS NOT NULL)),
  ADD CONSTRAINT absences_once EXCLUDE USING gist (tenant_id WITH =, user_id WITH =, tstzrange(from_at, to_at) WITH &&) WHERE (ended_at IS NULL);
--> statement-breakpoint
ALTER TABLE absences ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE absences FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON absences USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON absences TO vekha_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON absences TO vekha_app;
