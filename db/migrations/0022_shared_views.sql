ALTER TABLE "views" ADD COLUMN "sharing" text DEFAULT 'nobody' NOT NULL;--> statement-breakpoint
ALTER TABLE "views" ADD COLUMN "shared_with" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "views_shared" ON "views" USING btree ("tenant_id","kind","name") WHERE sharing <> 'nobody';
--> statement-breakpoint
ALTER TABLE views ADD CONSTRAINT views_sharing CHECK (sharing IN ('nobody', 'everybody', 'roles')), ADD CONSTRAINT views_shared_with CHECK ((sharing = 'roles') = (cardinality(shared_with) > 0));
