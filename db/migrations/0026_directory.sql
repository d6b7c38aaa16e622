CREATE TABLE "products" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "products_name" UNIQUE("tenant_id","name")
);
--> statement-breakpoint
ALTER TABLE "contacts" ALTER COLUMN "email" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "position" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "phone" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "zone" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "contact_organization_id" uuid;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "words" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "organization_words" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_organizations" ADD COLUMN "words" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "contacts_name" ON "contacts" USING btree ("tenant_id","name","id");--> statement-breakpoint
CREATE INDEX "contacts_phone" ON "contacts" USING btree ("tenant_id","phone");--> statement-breakpoint
CREATE INDEX "contacts_organization" ON "contacts" USING btree ("tenant_id","contact_organization_id","name");--> statement-breakpoint
CREATE INDEX "contacts_words" ON "contacts" USING gin (array_to_tsvector(words || organization_words));
--> statement-breakpoint
ALTER TABLE products ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE products FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON products USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON products TO vekha_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON products TO vekha_app;
--> statement-breakpoint
-- An owner who is no superuser would see none of them under forced row security.
ALTER TABLE contacts NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE contacts SET words = array_remove(regexp_split_to_array(translate(lower(name || ' ' || email), 'Ёё', 'ее'), '[^[:alnum:]]+'), '');
--> statement-breakpoint
ALTER TABLE contacts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Text search operators are not leakproof, so under forced row security they would scan the table: the function's owner sees
-- all rows and repeats the tenant's condition. It answers ids only.
CREATE FUNCTION search_contacts(query text, at_most integer) RETURNS TABLE (id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT c.id FROM contacts c WHERE c.tenant_id = vekha_tenant() AND array_to_tsvector(c.words || c.organization_words) @@ query::tsquery LIMIT at_most
$$;
--> statement-breakpoint
ALTER FUNCTION search_contacts(text, integer) OWNER TO vekha_system;
--> statement-breakpoint
REVOKE ALL ON FUNCTION search_contacts(text, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_contacts(text, integer) TO vekha_app;
