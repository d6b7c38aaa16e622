ALTER TABLE "processes" ADD COLUMN "look_at" timestamp with time zone;
--> statement-breakpoint
CREATE INDEX processes_doubted ON processes (look_at) WHERE look_at IS NOT NULL;
--> statement-breakpoint
-- What is past its time is looked at; what has ended plans nothing.
CREATE INDEX processes_planned ON processes (next_at) WHERE next_at IS NOT NULL;
