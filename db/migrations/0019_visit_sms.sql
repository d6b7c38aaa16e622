-- Rows of before bear fewer names than may be borne now, so none has to be looked at.
ALTER TABLE deliveries DROP CONSTRAINT deliveries_template,
  ADD CONSTRAINT deliveries_template CHECK (template IN ('ticket.ack', 'ticket.question', 'ticket.solution', 'ticket.reminder', 'ticket.closedNoAnswer', 'ticket.rejected',
    'ticket.received', 'ticket.reopened', 'ticket.newLink', 'visit.invitation', 'visit.moved', 'visit.reminder', 'visit.cancelled', 'visit.missed', 'visit.thanks',
    'staff.assigned', 'staff.reminder', 'staff.escalation',
    'sms.ticket.ack', 'sms.ticket.question', 'sms.ticket.solution', 'sms.ticket.reminder', 'sms.ticket.closedNoAnswer', 'sms.ticket.rejected', 'sms.ticket.newLink',
    'sms.visit.invitation', 'sms.visit.moved', 'sms.visit.reminder', 'sms.visit.cancelled', 'sms.visit.missed')) NOT VALID;
