CREATE TABLE "contact_allowances" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"month" date NOT NULL,
	"extra" integer NOT NULL,
	"reason" text NOT NULL,
	"given_by" text NOT NULL,
	"given_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visit_plans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "visit_plans_name" UNIQUE("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "visit_targets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"rep_id" uuid NOT NULL,
	"wanted" integer NOT NULL,
	"products" text[] NOT NULL,
	"begun" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "visit_targets_once" UNIQUE("plan_id","contact_id","rep_id")
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "visits_per_contact_month" integer DEFAULT 4 NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "visits_per_month" integer;--> statement-breakpoint
ALTER TABLE "visit_targets" ADD CONSTRAINT "visit_targets_plan_id_visit_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."visit_plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_allowances_month" ON "contact_allowances" USING btree ("tenant_id","contact_id","month");--> statement-breakpoint
CREATE INDEX "visit_plans_days" ON "visit_plans" USING btree ("tenant_id","from_day");--> statement-breakpoint
CREATE INDEX "visit_targets_plan" ON "visit_targets" USING btree ("tenant_id","plan_id");--> statement-breakpoint
CREATE INDEX "visit_targets_contact" ON "visit_targets" USING btree ("tenant_id","contact_id");
--> statement-breakpoint
ALTER TABLE visit_plans ADD CONSTRAINT visit_plans_cycle CHECK (from_day <= to_day);
--> statement-breakpoint
ALTER TABLE visit_targets ADD CONSTRAINT visit_targets_wanted CHECK (wanted > 0 AND begun >= 0 AND cardinality(products) <= 3);
--> statement-breakpoint
ALTER TABLE contact_allowances ADD CONSTRAINT contact_allowances_extra CHECK (extra > 0 AND reason <> '' AND date_trunc('month', month) = month);
--> statement-breakpoint
ALTER TABLE contacts ADD CONSTRAINT contacts_visits_per_month CHECK (visits_per_month >= 0);
--> statement-breakpoint
ALTER TABLE organizations ADD CONSTRAINT organizations_visits_per_contact_month CHECK (visits_per_contact_month >= 0);
--> statement-breakpoint
ALTER TABLE visit_plans ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visit_plans FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON visit_plans USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
ALTER TABLE visit_targets ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visit_targets FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON visit_targets USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
ALTER TABLE contact_allowances ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contact_allowances FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON contact_allowances USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON visit_plans, visit_targets, contact_allowances TO vekha_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON visit_plans TO vekha_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON visit_targets TO vekha_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON contact_allowances TO vekha_app;
