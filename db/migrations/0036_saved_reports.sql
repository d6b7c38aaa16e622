CREATE TABLE "saved_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"filter" jsonb NOT NULL,
	"by" text NOT NULL,
	"period" text NOT NULL,
	"format" text NOT NULL,
	"rhythm" text NOT NULL,
	"weekday" text NOT NULL,
	"hour" integer NOT NULL,
	"receiver_ids" uuid[] NOT NULL,
	"next_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "deliveries" ALTER COLUMN "process_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "report_id" uuid;--> statement-breakpoint
CREATE INDEX "saved_reports_tenant" ON "saved_reports" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "saved_reports_due" ON "saved_reports" USING btree ("next_at") WHERE next_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "deliveries_report" ON "deliveries" USING btree ("tenant_id","report_id","created_at") WHERE report_id IS NOT NULL;
--> statement-breakpoint
ALTER TABLE saved_reports ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE saved_reports FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON saved_reports USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_reports TO vekha_app, vekha_system;
--> statement-breakpoint
ALTER TABLE saved_reports
  ADD CONSTRAINT saved_reports_by CHECK ("by" IN ('month', 'week', 'rep', 'organization', 'product')),
  ADD CONSTRAINT saved_reports_period CHECK (period IN ('sinceWorkday', 'lastWeek', 'lastMonth', 'month', 'quarter', 'year')),
  ADD CONSTRAINT saved_reports_format CHECK (format IN ('xlsx', 'csv')),
  ADD CONSTRAINT saved_reports_rhythm CHECK (rhythm IN ('daily', 'weekly', 'monthly')),
  ADD CONSTRAINT saved_reports_weekday CHECK (weekday IN ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
  ADD CONSTRAINT saved_reports_hour CHECK (hour BETWEEN 0 AND 23),
  ADD CONSTRAINT saved_reports_ended CHECK (ended_at IS NULL OR next_at IS NULL);
--> statement-breakpoint
ALTER TABLE deliveries DROP CONSTRAINT deliveries_template,
  ADD CONSTRAINT deliveries_template CHECK (template IN ('ticket.ack', 'ticket.question', 'ticket.solution', 'ticket.reminder', 'ticket.closedNoAnswer', 'ticket.rejected',
    'ticket.received', 'ticket.reopened', 'ticket.newLink', 'visit.invitation', 'visit.moved', 'visit.reminder', 'visit.cancelled', 'visit.missed', 'visit.thanks', 'visit.newLink',
    'staff.assigned', 'staff.reminder', 'staff.escalation', 'staff.report',
    'sms.ticket.ack', 'sms.ticket.question', 'sms.ticket.solution', 'sms.ticket.reminder', 'sms.ticket.closedNoAnswer', 'sms.ticket.rejected', 'sms.ticket.newLink',
    'sms.visit.invitation', 'sms.visit.moved', 'sms.visit.reminder', 'sms.visit.cancelled', 'sms.visit.missed', 'sms.visit.thanks', 'sms.visit.newLink')) NOT VALID,
  ADD CONSTRAINT deliveries_about CHECK (num_nonnulls(process_id, report_id) = 1 AND (report_id IS NOT NULL) = (template = 'staff.report')) NOT VALID;
--> statement-breakpoint
ALTER TABLE message_texts DROP CONSTRAINT message_texts_name,
  ADD CONSTRAINT message_texts_name CHECK (name IN ('ticket.ack', 'ticket.question', 'ticket.solution', 'ticket.reminder', 'ticket.closedNoAnswer', 'ticket.rejected',
    'ticket.received', 'ticket.reopened', 'ticket.newLink', 'visit.invitation', 'visit.moved', 'visit.reminder', 'visit.cancelled', 'visit.missed', 'visit.thanks', 'visit.newLink',
    'staff.assigned', 'staff.reminder', 'staff.escalation', 'staff.report',
    'sms.ticket.ack', 'sms.ticket.question', 'sms.ticket.solution', 'sms.ticket.reminder', 'sms.ticket.closedNoAnswer', 'sms.ticket.rejected', 'sms.ticket.newLink',
    'sms.visit.invitation', 'sms.visit.moved', 'sms.visit.reminder', 'sms.visit.cancelled', 'sms.visit.missed', 'sms.visit.thanks', 'sms.visit.newLink'));
