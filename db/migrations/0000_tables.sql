CREATE TABLE "counters" (
	"tenant_id" uuid NOT NULL,
	"prefix" text NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "counters_tenant_id_prefix_year_pk" PRIMARY KEY("tenant_id","prefix","year")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"support_address" text NOT NULL,
	"lang" text NOT NULL,
	"calendar" jsonb NOT NULL,
	"demo" text DEFAULT 'no' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "organizations_slug_unique" UNIQUE("slug"),
	CONSTRAINT "organizations_support_address_unique" UNIQUE("support_address")
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"amount" integer NOT NULL,
	"unit" text NOT NULL,
	"clock" text NOT NULL,
	CONSTRAINT "policies_tenant_id_name_pk" PRIMARY KEY("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	CONSTRAINT "contacts_email" UNIQUE("tenant_id","email"),
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"lang" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"process_id" uuid NOT NULL,
	"party" text NOT NULL,
	"recipient" text NOT NULL,
	"name" text NOT NULL,
	"generation" integer NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "links_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"roles" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "memberships_tenant_id_user_id_pk" PRIMARY KEY("tenant_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"lang" text NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"tenant_id" uuid NOT NULL,
	"process_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"request_id" text NOT NULL,
	"input_hash" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"process_kind" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"dwell_ms" bigint,
	"actor" jsonb NOT NULL,
	"actor_id" text NOT NULL,
	"form" jsonb NOT NULL,
	"reason" text,
	"because" jsonb,
	"changes" jsonb NOT NULL,
	CONSTRAINT "events_process_id_seq_pk" PRIMARY KEY("process_id","seq"),
	CONSTRAINT "events_request" UNIQUE("tenant_id","request_id")
);
--> statement-breakpoint
CREATE TABLE "intervals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"process_id" uuid NOT NULL,
	"party" text NOT NULL,
	"state" text NOT NULL,
	"working" boolean NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "processes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"seq" integer NOT NULL,
	"entered_seq" integer NOT NULL,
	"moved_seq" integer NOT NULL,
	"confirmed_seq" integer NOT NULL,
	"data" jsonb NOT NULL,
	"clocks" jsonb NOT NULL,
	"plan" jsonb NOT NULL,
	"fired" jsonb NOT NULL,
	"waits_for" text,
	"waits_since" timestamp with time zone NOT NULL,
	"assignee_id" uuid,
	"priority" text NOT NULL,
	"contact_id" uuid,
	"due_at" timestamp with time zone,
	"next_at" timestamp with time zone,
	"trouble" jsonb,
	"recompute_key" text,
	"started_at" timestamp with time zone NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "processes_number" UNIQUE("tenant_id","number")
);
--> statement-breakpoint
CREATE TABLE "steps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"process_id" uuid NOT NULL,
	"opened_seq" integer NOT NULL,
	"state" text NOT NULL,
	"party" text NOT NULL,
	"assignee_id" uuid,
	"claimed_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "steps_opened" UNIQUE("process_id","opened_seq")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"process_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"key" text NOT NULL,
	"template" text NOT NULL,
	"lang" text NOT NULL,
	"to_address" text NOT NULL,
	"to_name" text NOT NULL,
	"vars" jsonb NOT NULL,
	"file_ids" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"letter_id" text NOT NULL,
	"in_reply_to" text,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"next_try_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "deliveries_key" UNIQUE("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "file_chunks" (
	"tenant_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "file_chunks_file_id_part_pk" PRIMARY KEY("file_id","part")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"process_id" uuid,
	"message_id" uuid,
	"name" text NOT NULL,
	"content_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"inline" boolean DEFAULT false NOT NULL,
	"content_id" text,
	"uploaded_by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "intake" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"source" text NOT NULL,
	"key" text NOT NULL,
	"status" text NOT NULL,
	"process_id" uuid,
	"file_id" uuid,
	"payload" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone NOT NULL,
	"last_error" text,
	"outcome" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "intake_key" UNIQUE("tenant_id","source","key")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"process_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"channel" text NOT NULL,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"body" text NOT NULL,
	"mentions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"letter_id" text,
	"request_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "messages_request" UNIQUE("tenant_id","request_id")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"process_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" jsonb NOT NULL,
	"key" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "notifications_key" UNIQUE("tenant_id","user_id","key")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"tenant_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"request_id" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_tenant_id_seq_pk" PRIMARY KEY("tenant_id","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flows" (
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"day" text NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "flows_tenant_id_kind_day_from_state_to_state_pk" PRIMARY KEY("tenant_id","kind","day","from_state","to_state")
);
--> statement-breakpoint
CREATE TABLE "state_counts" (
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "state_counts_tenant_id_kind_state_pk" PRIMARY KEY("tenant_id","kind","state")
);
--> statement-breakpoint
CREATE TABLE "views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"query" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "views_name" UNIQUE("tenant_id","user_id","kind","name")
);
--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intervals" ADD CONSTRAINT "intervals_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "steps" ADD CONSTRAINT "steps_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_chunks" ADD CONSTRAINT "file_chunks_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "links_process" ON "links" USING btree ("tenant_id","process_id");--> statement-breakpoint
CREATE INDEX "memberships_user" ON "memberships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "events_period" ON "events" USING btree ("tenant_id","process_kind","at");--> statement-breakpoint
CREATE INDEX "intervals_process" ON "intervals" USING btree ("tenant_id","process_id","from_at");--> statement-breakpoint
CREATE INDEX "processes_changed" ON "processes" USING btree ("tenant_id","kind","changed_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "processes_started" ON "processes" USING btree ("tenant_id","kind","started_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "processes_state" ON "processes" USING btree ("tenant_id","kind","state","changed_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "processes_due" ON "processes" USING btree ("tenant_id","kind","due_at","id");--> statement-breakpoint
CREATE INDEX "processes_waits" ON "processes" USING btree ("tenant_id","waits_for","due_at");--> statement-breakpoint
CREATE INDEX "processes_assignee" ON "processes" USING btree ("tenant_id","assignee_id","changed_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "processes_contact" ON "processes" USING btree ("tenant_id","contact_id");--> statement-breakpoint
CREATE INDEX "steps_open" ON "steps" USING btree ("tenant_id","party","closed_at","due_at");--> statement-breakpoint
CREATE INDEX "steps_process" ON "steps" USING btree ("process_id","closed_at");--> statement-breakpoint
CREATE INDEX "deliveries_process" ON "deliveries" USING btree ("tenant_id","process_id");--> statement-breakpoint
CREATE INDEX "deliveries_letter" ON "deliveries" USING btree ("tenant_id","letter_id");--> statement-breakpoint
CREATE INDEX "deliveries_status" ON "deliveries" USING btree ("status","created_at");--> statement-breakpoint
CREATE INDEX "files_process" ON "files" USING btree ("tenant_id","process_id");--> statement-breakpoint
CREATE INDEX "files_message" ON "files" USING btree ("tenant_id","message_id");--> statement-breakpoint
CREATE INDEX "intake_waiting" ON "intake" USING btree ("status","next_try_at");--> statement-breakpoint
CREATE INDEX "messages_process" ON "messages" USING btree ("tenant_id","process_id","at");--> statement-breakpoint
CREATE INDEX "messages_letter" ON "messages" USING btree ("tenant_id","letter_id");--> statement-breakpoint
CREATE INDEX "notifications_user" ON "notifications" USING btree ("tenant_id","user_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_entity" ON "audit" USING btree ("tenant_id","entity","entity_id");