CREATE TABLE "sms_account" (
	"id" integer PRIMARY KEY NOT NULL,
	"balance_kopecks" bigint,
	"asked_at" timestamp with time zone NOT NULL,
	"at" timestamp with time zone,
	"low_since" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "notifications" ALTER COLUMN "process_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "quiet_from_minute" integer DEFAULT 1260 NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "quiet_to_minute" integer DEFAULT 540 NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "channel" text DEFAULT 'mail' NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "to_zone" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "claims" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "sms_id" integer;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "parts" integer;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "cost_kopecks" integer;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "delivery_state" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "reason_code" integer;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "state_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "look_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "deliveries_due_by_channel" ON "deliveries" USING btree ("channel","tenant_id","next_try_at") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "deliveries_sms" ON "deliveries" USING btree ("sms_id") WHERE sms_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX "deliveries_look" ON "deliveries" USING btree ("look_at") WHERE look_at IS NOT NULL;
--> statement-breakpoint
-- Workers of before do not know how an SMS is written: such a row is trouble to them, tried later, and a worker of today takes it then.
ALTER TABLE deliveries DROP CONSTRAINT deliveries_template, ADD CONSTRAINT deliveries_template CHECK (template IN ('ticket.ack', 'ticket.question', 'ticket.solution',
    'ticket.reminder', 'ticket.closedNoAnswer', 'ticket.rejected', 'ticket.received', 'ticket.reopened', 'ticket.newLink', 'staff.assigned', 'staff.reminder', 'staff.escalation',
    'sms.ticket.ack', 'sms.ticket.question', 'sms.ticket.solution', 'sms.ticket.reminder', 'sms.ticket.closedNoAnswer', 'sms.ticket.rejected', 'sms.ticket.newLink')) NOT VALID,
  ADD CONSTRAINT deliveries_channel CHECK (channel IN ('mail', 'sms') AND (channel = 'sms') = (template LIKE 'sms.%') AND (channel = 'sms') = (sms_id IS NOT NULL)) NOT VALID,
  ADD CONSTRAINT deliveries_delivery CHECK (delivery_state IN ('accepted', 'delivered', 'read', 'failed', 'expired') AND (delivery_state IS NULL OR channel = 'sms')) NOT VALID;
--> statement-breakpoint
ALTER TABLE organizations ADD CONSTRAINT organizations_quiet CHECK (quiet_from_minute BETWEEN 0 AND 1439 AND quiet_to_minute BETWEEN 0 AND 1439);
--> statement-breakpoint
ALTER TABLE sms_account ADD CONSTRAINT sms_account_one CHECK (id = 1);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON sms_account TO vekha_system;
