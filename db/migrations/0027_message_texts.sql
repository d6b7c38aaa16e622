CREATE TABLE "message_texts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"lang" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"by_id" uuid NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "text_id" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "message_texts_current" ON "message_texts" USING btree ("tenant_id","name","lang") WHERE ended_at IS NULL;
--> statement-breakpoint
ALTER TABLE message_texts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE message_texts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON message_texts USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
ALTER TABLE message_texts ADD CONSTRAINT message_texts_lang CHECK (lang IN ('ru', 'en')), 
  ADD CONSTRAINT message_texts_name CHECK (name IN ('ticket.ack', 'ticket.question', 'ticket.solution', 'ticket.reminder', 'ticket.closedNoAnswer', 'ticket.rejected',
    'ticket.received', 'ticket.reopened', 'ticket.newLink', 'visit.invitation', 'visit.moved', 'visit.reminder', 'visit.cancelled', 'visit.missed', 'visit.thanks', 'visit.newLink',
    'staff.assigned', 'staff.reminder', 'staff.escalation',
    'sms.ticket.ack', 'sms.ticket.question', 'sms.ticket.solution', 'sms.ticket.reminder', 'sms.ticket.closedNoAnswer', 'sms.ticket.rejected', 'sms.ticket.newLink',
    'sms.visit.invitation', 'sms.visit.moved', 'sms.visit.reminder', 'sms.visit.cancelled', 'sms.visit.missed', 'sms.visit.thanks', 'sms.visit.newLink')),
  ADD CONSTRAINT message_texts_kind CHECK ((name LIKE 'sms.%') = (subject = ''));
--> statement-breakpoint
-- A text is ended, never rewritten: messages are written by it still.
GRANT SELECT, INSERT, UPDATE (ended_at) ON message_texts TO vekha_app;
--> statement-breakpoint
GRANT SELECT, DELETE ON message_texts TO vekha_system;
