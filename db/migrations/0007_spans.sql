CREATE TABLE "spans" (
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"day" text NOT NULL,
	"state" text NOT NULL,
	"bucket" integer NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "spans_tenant_id_kind_day_state_bucket_pk" PRIMARY KEY("tenant_id","kind","day","state","bucket")
);
--> statement-breakpoint
ALTER TABLE spans ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE spans FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON spans USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON spans TO vekha_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON spans TO vekha_app;
--> statement-breakpoint
-- What was recorded before; the buckets are those of domain/duration-bucket.ts.
INSERT INTO spans (tenant_id, kind, day, state, bucket, count)
SELECT tenant_id, process_kind, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), from_state, round(ln(greatest(dwell_ms, 1)::float8) / ln(2::float8) * 8), count(*)
FROM events WHERE dwell_ms IS NOT NULL GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT tenant_id, kind, to_char(ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), '',
  round(ln(greatest(extract(epoch FROM ended_at - started_at) * 1000, 1)::float8) / ln(2::float8) * 8), count(*)
FROM processes WHERE ended_at IS NOT NULL GROUP BY 1, 2, 3, 4, 5;
