ALTER TABLE "processes" ADD COLUMN "opens" jsonb DEFAULT '{}'::jsonb NOT NULL;
--> statement-breakpoint
-- NOT VALID: rows of before name fewer parties than may be named now, so none has to be looked at.
ALTER TABLE processes DROP CONSTRAINT processes_waits_for,
  ADD CONSTRAINT processes_waits_for CHECK (waits_for IN ('support', 'support1', 'support2', 'support3', 'manager', 'delivery', 'rep', 'analyst', 'trainer', 'requester', 'contact', 'integration', 'machine')) NOT VALID;
--> statement-breakpoint
ALTER TABLE intervals DROP CONSTRAINT intervals_party,
  ADD CONSTRAINT intervals_party CHECK (party IN ('support', 'support1', 'support2', 'support3', 'manager', 'delivery', 'rep', 'analyst', 'trainer', 'requester', 'contact', 'integration', 'machine')) NOT VALID;
--> statement-breakpoint
ALTER TABLE steps DROP CONSTRAINT steps_party,
  ADD CONSTRAINT steps_party CHECK (party IN ('support', 'support1', 'support2', 'support3', 'manager', 'delivery', 'rep', 'analyst', 'trainer', 'requester', 'contact', 'integration', 'machine')) NOT VALID;
--> statement-breakpoint
ALTER TABLE deliveries DROP CONSTRAINT deliveries_template,
  ADD CONSTRAINT deliveries_template CHECK (template IN ('ticket.ack', 'ticket.question', 'ticket.solution', 'ticket.reminder', 'ticket.closedNoAnswer', 'ticket.rejected',
    'ticket.received', 'ticket.reopened', 'ticket.newLink', 'visit.invitation', 'visit.moved', 'visit.reminder', 'visit.cancelled', 'visit.missed', 'visit.thanks',
    'staff.assigned', 'staff.reminder', 'staff.escalation',
    'sms.ticket.ack', 'sms.ticket.question', 'sms.ticket.solution', 'sms.ticket.reminder', 'sms.ticket.closedNoAnswer', 'sms.ticket.rejected', 'sms.ticket.newLink')) NOT VALID;
