CREATE TABLE "visit_totals" (
	"tenant_id" uuid NOT NULL,
	"grain" text NOT NULL,
	"product" text NOT NULL,
	"day" date NOT NULL,
	"key" text NOT NULL,
	"visits" integer NOT NULL,
	"held" integer NOT NULL,
	"no_show" integer NOT NULL,
	"cancelled" integer NOT NULL,
	"reported" integer NOT NULL,
	"on_time" integer NOT NULL,
	"next_wanted" integer NOT NULL,
	"next_held" integer NOT NULL,
	"ratings" integer NOT NULL,
	"rating_sum" integer NOT NULL,
	"reactions" integer NOT NULL,
	"reaction_sum" integer NOT NULL,
	CONSTRAINT "visit_totals_tenant_id_grain_product_day_key_pk" PRIMARY KEY("tenant_id","grain","product","day","key")
);
--> statement-breakpoint
-- As before, and in whole months of all modes and evidence. Whoever commits visits of an organization holds the end of its audit
-- chain, which is written before: two of them never take these rows in two orders.
CREATE OR REPLACE FUNCTION roll_up_visits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was public.visits;
  new_row public.visits := NEW;
BEGIN
  IF TG_OP = 'UPDATE' THEN was := OLD; END IF;
  INSERT INTO public.visit_rollups AS s (tenant_id, grain, day, key, mode, evidence, visits, held, no_show, cancelled, reported, on_time, next_wanted, next_held, ratings, rating_sum, reactions, reaction_sum)
  SELECT c.* FROM (
    SELECT (m.v).tenant_id, g.grain, g.day, g.key, (m.v).mode, coalesce((m.v).evidence, 'none'),
      sum(m.sign * f.visits), sum(m.sign * f.held), sum(m.sign * f.no_show), sum(m.sign * f.cancelled), sum(m.sign * f.reported), sum(m.sign * f.on_time), sum(m.sign * f.next_wanted), sum(m.sign * f.next_held), sum(m.sign * f.ratings), sum(m.sign * f.rating_sum),
      sum(m.sign * (m.v).reacted), sum(m.sign * (m.v).reaction_sum)
    FROM (SELECT -1 AS sign, was AS v WHERE TG_OP = 'UPDATE' UNION ALL SELECT 1, new_row) m
      CROSS JOIN LATERAL public.figures_of(m.v) f
      CROSS JOIN LATERAL (VALUES ('day', (m.v).day, ''), ('rep', (m.v).day - extract(day FROM (m.v).day)::integer + 1, (m.v).rep_id::text),
        ('organization', (m.v).day - extract(day FROM (m.v).day)::integer + 1, coalesce((m.v).contact_organization_id::text, (m.v).organization_name))) g (grain, day, key)
    GROUP BY 1, 2, 3, 4, 5, 6
  ) c (tenant_id, grain, day, key, mode, evidence, visits, held, no_show, cancelled, reported, on_time, next_wanted, next_held, ratings, rating_sum, reactions, reaction_sum)
  WHERE (c.visits, c.held, c.no_show, c.cancelled, c.reported, c.on_time, c.next_wanted, c.next_held, c.ratings, c.rating_sum, c.reactions, c.reaction_sum) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  ORDER BY tenant_id, grain, key, day, mode, evidence
  ON CONFLICT (tenant_id, grain, key, day, mode, evidence) DO UPDATE SET visits = s.visits + excluded.visits, held = s.held + excluded.held, no_show = s.no_show + excluded.no_show, cancelled = s.cancelled + excluded.cancelled, reported = s.reported + excluded.reported, on_time = s.on_time + excluded.on_time, next_wanted = s.next_wanted + excluded.next_wanted, next_held = s.next_held + excluded.next_held, ratings = s.ratings + excluded.ratings, rating_sum = s.rating_sum + excluded.rating_sum, reactions = s.reactions + excluded.reactions, reaction_sum = s.reaction_sum + excluded.reaction_sum;
  INSERT INTO public.visit_totals AS s (tenant_id, grain, product, day, key, visits, held, no_show, cancelled, reported, on_time, next_wanted, next_held, ratings, rating_sum, reactions, reaction_sum)
  SELECT c.* FROM (
    SELECT (m.v).tenant_id, g.grain, p.product, (m.v).day - extract(day FROM (m.v).day)::integer + 1, g.key,
      sum(m.sign * f.visits), sum(m.sign * f.held), sum(m.sign * f.no_show), sum(m.sign * f.cancelled), sum(m.sign * f.reported), sum(m.sign * f.on_time), sum(m.sign * f.next_wanted), sum(m.sign * f.next_held), sum(m.sign * f.ratings), sum(m.sign * f.rating_sum),
      sum(m.sign * p.reactions), sum(m.sign * p.reaction_sum)
    FROM (SELECT -1 AS sign, was AS v WHERE TG_OP = 'UPDATE' UNION ALL SELECT 1, new_row) m
      CROSS JOIN LATERAL public.figures_of(m.v) f
      CROSS JOIN LATERAL (SELECT '' AS product, (m.v).reacted AS reactions, (m.v).reaction_sum
        UNION ALL SELECT shown.product, (shown.reaction IS NOT NULL)::integer, coalesce(shown.reaction, 0) FROM unnest((m.v).products, (m.v).reactions) shown (product, reaction)) p
      CROSS JOIN LATERAL (VALUES ('rep', (m.v).rep_id::text), ('organization', coalesce((m.v).contact_organization_id::text, (m.v).organization_name))) g (grain, key)
    GROUP BY 1, 2, 3, 4, 5
  ) c (tenant_id, grain, product, day, key, visits, held, no_show, cancelled, reported, on_time, next_wanted, next_held, ratings, rating_sum, reactions, reaction_sum)
  WHERE (c.visits, c.held, c.no_show, c.cancelled, c.reported, c.on_time, c.next_wanted, c.next_held, c.ratings, c.rating_sum, c.reactions, c.reaction_sum) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  ORDER BY tenant_id, grain, product, day, key
  ON CONFLICT (tenant_id, grain, product, day, key) DO UPDATE SET visits = s.visits + excluded.visits, held = s.held + excluded.held, no_show = s.no_show + excluded.no_show, cancelled = s.cancelled + excluded.cancelled, reported = s.reported + excluded.reported, on_time = s.on_time + excluded.on_time, next_wanted = s.next_wanted + excluded.next_wanted, next_held = s.next_held + excluded.next_held, ratings = s.ratings + excluded.ratings, rating_sum = s.rating_sum + excluded.rating_sum, reactions = s.reactions + excluded.reactions, reaction_sum = s.reaction_sum + excluded.reaction_sum;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- An owner who is no superuser would read none of them under forced row security.
ALTER TABLE visits NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- In the order in which they are read.
INSERT INTO visit_totals (tenant_id, grain, product, day, key, visits, held, no_show, cancelled, reported, on_time, next_wanted, next_held, ratings, rating_sum, reactions, reaction_sum)
SELECT v.tenant_id, g.grain, p.product, v.day - extract(day FROM v.day)::integer + 1, g.key, sum(f.visits), sum(f.held), sum(f.no_show), sum(f.cancelled), sum(f.reported), sum(f.on_time), sum(f.next_wanted), sum(f.next_held), sum(f.ratings), sum(f.rating_sum), sum(p.reactions), sum(p.reaction_sum)
FROM visits v CROSS JOIN LATERAL figures_of(v) f
  CROSS JOIN LATERAL (SELECT '' AS product, v.reacted AS reactions, v.reaction_sum
    UNION ALL SELECT shown.product, (shown.reaction IS NOT NULL)::integer, coalesce(shown.reaction, 0) FROM unnest(v.products, v.reactions) shown (product, reaction)) p
  CROSS JOIN LATERAL (VALUES ('rep', v.rep_id::text), ('organization', coalesce(v.contact_organization_id::text, v.organization_name))) g (grain, key)
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5;
--> statement-breakpoint
ALTER TABLE visits FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visit_totals ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visit_totals FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON visit_totals USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
ALTER TABLE visit_totals ADD CONSTRAINT visit_totals_grain CHECK (grain IN ('rep', 'organization'));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON visit_totals TO vekha_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON visit_totals TO vekha_app;
