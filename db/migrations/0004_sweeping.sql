-- An end that the engine has lost is looked after too: its letters wait for the workflow.
DROP INDEX processes_unconfirmed;
--> statement-breakpoint
CREATE INDEX processes_unconfirmed ON processes (changed_at) WHERE seq > confirmed_seq;
--> statement-breakpoint
-- What monitoring counts at each scrape over all organizations; what has ended has no due date.
CREATE INDEX processes_late ON processes (due_at, kind) WHERE due_at IS NOT NULL;
