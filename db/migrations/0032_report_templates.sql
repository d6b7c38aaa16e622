CREATE TABLE "report_templates" (
	"tenant_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"questions" text[] NOT NULL,
	"budget" integer NOT NULL,
	"made_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "report_templates_tenant_id_version_pk" PRIMARY KEY("tenant_id","version")
);
--> statement-breakpoint
ALTER TABLE report_templates ADD CONSTRAINT report_templates_questions
  CHECK (questions <@ ARRAY['reactions', 'left', 'competitors', 'notes', 'nextStep', 'attendees', 'ordered', 'onShelf'] AND cardinality(questions) <= budget AND version > 0);
--> statement-breakpoint
ALTER TABLE report_templates ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE report_templates FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON report_templates USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON report_templates TO vekha_system, vekha_app;
