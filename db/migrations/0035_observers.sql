CREATE TABLE "observers" (
	"tenant_id" uuid NOT NULL,
	"process_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"strengths" text,
	"improve" text,
	"scores" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"noted_at" timestamp with time zone,
	"reply" text,
	"replied_at" timestamp with time zone,
	CONSTRAINT "observers_process_id_user_id_pk" PRIMARY KEY("process_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "coaching_criteria" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "observers" ADD CONSTRAINT "observers_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE observers ADD CONSTRAINT observers_reply CHECK (reply IN ('seen', 'agreed')),
  ADD CONSTRAINT observers_note CHECK (noted_at IS NOT NULL OR (strengths IS NULL AND improve IS NULL AND reply IS NULL));
--> statement-breakpoint
ALTER TABLE observers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE observers FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON observers USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON observers TO vekha_app, vekha_system;
--> statement-breakpoint
ALTER TABLE seats DROP CONSTRAINT seats_party, ADD CONSTRAINT seats_party CHECK (party IN ('rep', 'contact', 'observer'));
