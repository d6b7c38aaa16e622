CREATE TABLE "watchers" (
	"tenant_id" uuid NOT NULL,
	"process_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"extent" text NOT NULL,
	"added_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "watchers_process_id_user_id_pk" PRIMARY KEY("process_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "watchers" ADD CONSTRAINT "watchers_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "watchers_user" ON "watchers" USING btree ("tenant_id","user_id");
--> statement-breakpoint
ALTER TABLE watchers ADD CONSTRAINT watchers_extent CHECK (extent IN ('all', 'ends'));
--> statement-breakpoint
ALTER TABLE watchers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE watchers FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON watchers USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON watchers TO vekha_system, vekha_app;
--> statement-breakpoint
-- NOT VALID: rows of before name fewer kinds than may be named now, so none has to be looked at.
ALTER TABLE notifications DROP CONSTRAINT notifications_kind,
  ADD CONSTRAINT notifications_kind CHECK (kind IN ('assigned', 'mention', 'answer', 'reminder', 'escalation', 'trouble', 'watch')) NOT VALID;
