CREATE TABLE "backup_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"name" text,
	"size_bytes" bigint,
	"content" jsonb,
	"problem" text,
	"detail" text,
	"removed_at" timestamp with time zone,
	CONSTRAINT "backup_runs_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "backup_schedules" (
	"plan" text PRIMARY KEY NOT NULL,
	"enabled" boolean NOT NULL,
	"weekday" integer,
	"minute_of_day" integer NOT NULL,
	"keep" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "backup_runs_asked" ON "backup_runs" USING btree ("asked_at" DESC NULLS LAST);
--> statement-breakpoint
ALTER TABLE backup_schedules ADD CONSTRAINT backup_schedules_plan CHECK (plan IN ('nightly', 'weekly')),
  ADD CONSTRAINT backup_schedules_times CHECK (minute_of_day BETWEEN 0 AND 1439 AND weekday BETWEEN 1 AND 7 AND (weekday IS NULL) = (plan = 'nightly')),
  ADD CONSTRAINT backup_schedules_keep CHECK (keep BETWEEN 1 AND 365);
--> statement-breakpoint
ALTER TABLE backup_runs ADD CONSTRAINT backup_runs_kind CHECK (kind IN ('nightly', 'weekly', 'hand')),
  ADD CONSTRAINT backup_runs_status CHECK (status IN ('waiting', 'running', 'good', 'failed')),
  ADD CONSTRAINT backup_runs_problem CHECK (problem IN ('noTools', 'noRights', 'noDatabase', 'noDirectory', 'noSpace', 'busy', 'notWhole', 'auditBroken', 'interrupted', 'unknown')),
  ADD CONSTRAINT backup_runs_end CHECK ((status IN ('good', 'failed')) = (ended_at IS NOT NULL) AND (status = 'failed') = (problem IS NOT NULL) AND (status = 'good') = (name IS NOT NULL));
--> statement-breakpoint
-- They belong to the installation: whoever works inside an organization has no right to them at all.
GRANT SELECT, INSERT, UPDATE ON backup_runs, backup_schedules TO vekha_system;
--> statement-breakpoint
INSERT INTO backup_schedules (plan, enabled, weekday, minute_of_day, keep) VALUES ('nightly', true, NULL, 120, 14), ('weekly', true, 1, 0, 8);
