ALTER TABLE "contacts" ADD COLUMN "gap_days" integer;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "only_mode" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "visit_hours" text;--> statement-breakpoint
ALTER TABLE "contact_organizations" ADD COLUMN "visit_hours" text;--> statement-breakpoint
ALTER TABLE "contact_organizations" ADD COLUMN "refusal" text;--> statement-breakpoint
ALTER TABLE "contact_organizations" ADD COLUMN "refused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE contacts ADD CONSTRAINT contacts_only_mode_known CHECK (only_mode IN ('remote', 'inPerson'));
