CREATE TABLE "month_spans" (
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"month" text NOT NULL,
	"state" text NOT NULL,
	"bucket" integer NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "month_spans_tenant_id_kind_month_state_bucket_pk" PRIMARY KEY("tenant_id","kind","month","state","bucket")
);
--> statement-breakpoint
-- Kept by the database, so that sources from before it count as well while instances are replaced one after another.
CREATE FUNCTION sum_spans_by_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE public.month_spans SET count = count - OLD.count
    WHERE tenant_id = OLD.tenant_id AND kind = OLD.kind AND month = left(OLD.day, 7) AND state = OLD.state AND bucket = OLD.bucket;
  ELSE
    INSERT INTO public.month_spans AS sums (tenant_id, kind, month, state, bucket, count)
    VALUES (NEW.tenant_id, NEW.kind, left(NEW.day, 7), NEW.state, NEW.bucket, NEW.count - coalesce(OLD.count, 0))
    ON CONFLICT (tenant_id, kind, month, state, bucket) DO UPDATE SET count = sums.count + excluded.count;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER spans_by_month AFTER INSERT OR DELETE OR UPDATE OF count ON spans FOR EACH ROW EXECUTE FUNCTION sum_spans_by_month();
--> statement-breakpoint
-- An owner who is no superuser would read none of them under forced row security.
ALTER TABLE spans NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO month_spans (tenant_id, kind, month, state, bucket, count)
SELECT tenant_id, kind, left(day, 7), state, bucket, sum(count) FROM spans GROUP BY 1, 2, 3, 4, 5;
--> statement-breakpoint
ALTER TABLE spans FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE month_spans ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE month_spans FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON month_spans USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON month_spans TO vekha_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON month_spans TO vekha_app;
