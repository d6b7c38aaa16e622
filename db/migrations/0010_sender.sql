DROP INDEX "deliveries_status";--> statement-breakpoint
ALTER TABLE "deliveries" ALTER COLUMN "next_try_at" SET DEFAULT now() + interval '1 minute';--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "claimed_by" uuid;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "claimed_until" timestamp with time zone;--> statement-breakpoint
-- Letters written before, which nobody has tried yet: due, once workers of before had the time to send them.
UPDATE "deliveries" SET "next_try_at" = now() + interval '1 minute' WHERE "status" = 'pending' AND "next_try_at" IS NULL;--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("tenant_id","next_try_at") WHERE status = 'pending';
