CREATE TABLE "seats" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"process_id" uuid NOT NULL,
	"party" text NOT NULL,
	"device" uuid NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "seats_device" UNIQUE("tenant_id","process_id","party","device")
);
--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "consent_version" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "consented_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE seats ADD CONSTRAINT seats_party CHECK (party IN ('rep', 'contact')), ADD CONSTRAINT seats_state CHECK (state IN ('inside', 'waiting', 'refused'));
--> statement-breakpoint
ALTER TABLE seats ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE seats FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON seats USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON seats TO vekha_app, vekha_system;
--> statement-breakpoint
ALTER TABLE deliveries DROP CONSTRAINT deliveries_template,
  ADD CONSTRAINT deliveries_template CHECK (template IN ('ticket.ack', 'ticket.question', 'ticket.solution', 'ticket.reminder', 'ticket.closedNoAnswer', 'ticket.rejected',
    'ticket.received', 'ticket.reopened', 'ticket.newLink', 'visit.invitation', 'visit.moved', 'visit.reminder', 'visit.cancelled', 'visit.missed', 'visit.thanks', 'visit.newLink',
    'staff.assigned', 'staff.reminder', 'staff.escalation',
    'sms.ticket.ack', 'sms.ticket.question', 'sms.ticket.solution', 'sms.ticket.reminder', 'sms.ticket.closedNoAnswer', 'sms.ticket.rejected', 'sms.ticket.newLink',
    'sms.visit.invitation', 'sms.visit.moved', 'sms.visit.reminder', 'sms.visit.cancelled', 'sms.visit.missed', 'sms.visit.thanks', 'sms.visit.newLink')) NOT VALID;
