-- What lists sort by, never null, so that a page can start where the last one ended by one comparison of rows.
ALTER TABLE processes
  ADD COLUMN due_key timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(due_at, 'infinity'::timestamptz)) STORED,
  ADD COLUMN priority_rank smallint NOT NULL GENERATED ALWAYS AS (CASE priority WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 WHEN 'low' THEN 3 ELSE 4 END) STORED,
  ADD COLUMN request_type text GENERATED ALWAYS AS (data ->> 'requestType') STORED,
  ADD COLUMN channel text GENERATED ALWAYS AS (data ->> 'channel') STORED;
--> statement-breakpoint
ALTER TABLE steps ADD COLUMN due_key timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(due_at, 'infinity'::timestamptz)) STORED;
--> statement-breakpoint
-- Both columns in one direction: an index with one column descending can't continue a page from (key, id).
DROP INDEX processes_changed;
--> statement-breakpoint
DROP INDEX processes_started;
--> statement-breakpoint
DROP INDEX processes_state;
--> statement-breakpoint
DROP INDEX processes_due;
--> statement-breakpoint
DROP INDEX processes_waits;
--> statement-breakpoint
DROP INDEX processes_assignee;
--> statement-breakpoint
DROP INDEX notifications_user;
--> statement-breakpoint
DROP INDEX steps_open;
--> statement-breakpoint
CREATE INDEX processes_changed ON processes (tenant_id, kind, changed_at, id);
--> statement-breakpoint
CREATE INDEX processes_started ON processes (tenant_id, kind, started_at, id);
--> statement-breakpoint
CREATE INDEX processes_state ON processes (tenant_id, kind, state, changed_at, id);
--> statement-breakpoint
CREATE INDEX processes_due ON processes (tenant_id, kind, due_key, id);
--> statement-breakpoint
CREATE INDEX processes_priority ON processes (tenant_id, kind, priority_rank, id);
--> statement-breakpoint
-- What is waited for or assigned is a small part of all that ever was.
CREATE INDEX processes_waits ON processes (tenant_id, waits_for, due_key, id) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX processes_assignee ON processes (tenant_id, assignee_id, changed_at, id);
--> statement-breakpoint
CREATE INDEX processes_open ON processes (tenant_id, kind, changed_at, id) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX notifications_user ON notifications (tenant_id, user_id, at, id);
--> statement-breakpoint
CREATE INDEX notifications_unread ON notifications (tenant_id, user_id) WHERE read_at IS NULL;
--> statement-breakpoint
CREATE INDEX steps_inbox ON steps (tenant_id, party, due_key, id) WHERE closed_at IS NULL;
--> statement-breakpoint
CREATE INDEX steps_mine ON steps (tenant_id, assignee_id, due_key, id) WHERE closed_at IS NULL;
