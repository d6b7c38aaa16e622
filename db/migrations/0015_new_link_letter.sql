ALTER TABLE deliveries
  DROP CONSTRAINT deliveries_template,
  ADD CONSTRAINT deliveries_template CHECK (template IN ('ticket.ack', 'ticket.question', 'ticket.solution', 'ticket.reminder', 'ticket.closedNoAnswer', 'ticket.rejected',
    'ticket.received', 'ticket.reopened', 'ticket.newLink', 'staff.assigned', 'staff.reminder', 'staff.escalation')) NOT VALID;
