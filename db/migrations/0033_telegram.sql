CREATE TABLE "telegram_chats" (
	"tenant_id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"chat_id" bigint NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "telegram_chats_tenant_id_recipient_pk" PRIMARY KEY("tenant_id","recipient")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "next_ways" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "unsure_tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "telegram_chats_chat" ON "telegram_chats" USING btree ("chat_id");--> statement-breakpoint
CREATE INDEX "deliveries_unsure" ON "deliveries" USING btree ("channel") WHERE unsure_tries > 0;
--> statement-breakpoint
ALTER TABLE telegram_chats ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE telegram_chats FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON telegram_chats USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON telegram_chats TO vekha_app;
--> statement-breakpoint
GRANT SELECT, DELETE ON telegram_chats TO vekha_system;
--> statement-breakpoint
ALTER TABLE deliveries DROP CONSTRAINT deliveries_channel,
  ADD CONSTRAINT deliveries_channel CHECK (channel IN ('mail', 'sms', 'telegram') AND (channel <> 'mail') = (template LIKE 'sms.%')
    AND (channel = 'sms') = (sms_id IS NOT NULL)) NOT VALID;
