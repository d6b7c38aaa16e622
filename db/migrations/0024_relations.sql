CREATE TABLE "relations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"removed_by" text,
	"removed_at" timestamp with time zone,
	"removal_id" uuid
);
--> statement-breakpoint
ALTER TABLE "relations" ADD CONSTRAINT "relations_from_id_processes_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."processes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relations" ADD CONSTRAINT "relations_to_id_processes_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."processes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "relations_once" ON "relations" USING btree ("from_id","to_id","kind") WHERE removed_at IS NULL;--> statement-breakpoint
CREATE INDEX "relations_from" ON "relations" USING btree ("tenant_id","from_id");--> statement-breakpoint
CREATE INDEX "relations_to" ON "relations" USING btree ("tenant_id","to_id");
--> statement-breakpoint
ALTER TABLE relations ADD CONSTRAINT relations_kind CHECK (kind IN ('relates', 'duplicates', 'continues', 'blocks')), ADD CONSTRAINT relations_ends CHECK (from_id <> to_id),
  ADD CONSTRAINT relations_removed CHECK ((removed_at IS NULL) = (removed_by IS NULL) AND (removed_at IS NULL) = (removal_id IS NULL));
--> statement-breakpoint
ALTER TABLE relations ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE relations FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON relations USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON relations TO vekha_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON relations TO vekha_app;
