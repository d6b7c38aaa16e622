CREATE TABLE "visit_product_sums" (
	"tenant_id" uuid NOT NULL,
	"day" date NOT NULL,
	"product" text NOT NULL,
	"mode" text NOT NULL,
	"evidence" text NOT NULL,
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
	CONSTRAINT "visit_product_sums_tenant_id_day_product_mode_evidence_pk" PRIMARY KEY("tenant_id","day","product","mode","evidence")
);
--> statement-breakpoint
CREATE TABLE "visit_sums" (
	"tenant_id" uuid NOT NULL,
	"day" date NOT NULL,
	"rep_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"evidence" text NOT NULL,
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
	CONSTRAINT "visit_sums_tenant_id_day_rep_id_mode_evidence_pk" PRIMARY KEY("tenant_id","day","rep_id","mode","evidence")
);
--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "day" date;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "on_time" boolean;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "next_wanted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "next_held" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "products" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "reactions" smallint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "visits_day" ON "visits" USING btree ("tenant_id","day");--> statement-breakpoint
CREATE INDEX "visits_rep_day" ON "visits" USING btree ("tenant_id","rep_id","day");
--> statement-breakpoint
-- An owner who is no superuser would read none of them under forced row security.
ALTER TABLE organizations NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE processes NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visits NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE visits v SET
  day = (v.starts_at AT TIME ZONE (o.calendar ->> 'zone'))::date,
  on_time = CASE WHEN v.reported_at IS NOT NULL THEN coalesce((p.clocks -> 'report' ->> 'metAt')::numeric <= coalesce((p.clocks -> 'report' ->> 'fixedDueAt')::numeric, (p.clocks -> 'report' ->> 'dueAt')::numeric), true) END,
  next_wanted = v.state <> 'noShow' AND coalesce(p.data ->> 'nextAt', '') <> '',
  next_held = EXISTS (SELECT 1 FROM processes n JOIN visits w ON w.process_id = n.id
    WHERE n.tenant_id = v.tenant_id AND n.kind = 'visit' AND n.data ->> 'follows' = v.number AND w.state IN ('reportDue', 'review', 'closed')),
  (products, reactions) = (SELECT coalesce(array_agg(d.product ORDER BY d.place), '{}'), coalesce(array_agg(d.reaction ORDER BY d.place), '{}') FROM (
    SELECT DISTINCT ON (p.data ->> ('product' || place)) p.data ->> ('product' || place) AS product, (p.data ->> ('reaction' || place))::smallint AS reaction, place
    FROM generate_series(1, 3) place WHERE coalesce(p.data ->> ('product' || place), '') <> '' ORDER BY 1, place) d)
FROM processes p JOIN organizations o ON o.id = p.tenant_id WHERE p.id = v.process_id;
--> statement-breakpoint
ALTER TABLE visits ALTER COLUMN day SET NOT NULL;
--> statement-breakpoint
ALTER TABLE visits ADD CONSTRAINT visits_reactions CHECK (cardinality(reactions) = cardinality(products));
--> statement-breakpoint
-- What one visit adds to the figures: the only place that says what they count.
CREATE FUNCTION figures_of(v visits) RETURNS TABLE (visits integer, held integer, no_show integer, cancelled integer, reported integer, on_time integer, next_wanted integer, next_held integer, ratings integer, rating_sum integer) LANGUAGE sql IMMUTABLE AS $$
  SELECT 1, (v.state IN ('reportDue', 'review', 'closed'))::integer, (v.state = 'noShow')::integer, (v.state = 'cancelled')::integer,
    (v.on_time IS NOT NULL)::integer, coalesce(v.on_time, false)::integer, v.next_wanted::integer, (v.next_wanted AND v.next_held)::integer,
    (v.rating IS NOT NULL)::integer, coalesce(v.rating, 0)
$$;
--> statement-breakpoint
CREATE FUNCTION sum_visits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was public.visits;
  new_row public.visits := NEW;
BEGIN
  IF TG_OP = 'UPDATE' THEN was := OLD; END IF;
  INSERT INTO public.visit_sums AS s (tenant_id, day, rep_id, mode, evidence, visits, held, no_show, cancelled, reported, on_time, next_wanted, next_held, ratings, rating_sum, reactions, reaction_sum)
  SELECT c.* FROM (
    SELECT (m.v).tenant_id, (m.v).day, (m.v).rep_id, (m.v).mode, coalesce((m.v).evidence, 'none'),
      sum(m.sign * f.visits), sum(m.sign * f.held), sum(m.sign * f.no_show), sum(m.sign * f.cancelled), sum(m.sign * f.reported), sum(m.sign * f.on_time), sum(m.sign * f.next_wanted), sum(m.sign * f.next_held), sum(m.sign * f.ratings), sum(m.sign * f.rating_sum),
      sum(m.sign * cardinality(array_remove((m.v).reactions, NULL))), sum(m.sign * (SELECT coalesce(sum(r), 0) FROM unnest((m.v).reactions) r))
    FROM (SELECT -1 AS sign, was AS v WHERE TG_OP = 'UPDATE' UNION ALL SELECT 1, new_row) m
      CROSS JOIN LATERAL public.figures_of(m.v) f
    GROUP BY 1, 2, 3, 4, 5
  ) c (tenant_id, day, sum_of, mode, evidence, visits, held, no_show, cancelled, reported, on_time, next_wanted, next_held, ratings, rating_sum, reactions, reaction_sum)
  WHERE (c.visits, c.held, c.no_show, c.cancelled, c.reported, c.on_time, c.next_wanted, c.next_held, c.ratings, c.rating_sum, c.reactions, c.reaction_sum) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (tenant_id, day, rep_id, mode, evidence) DO UPDATE SET visits = s.visits + excluded.visits, held = s.held + excluded.held, no_show = s.no_show + excluded.no_show, cancelled = s.cancelled + excluded.cancelled, reported = s.reported + excluded.reported, on_time = s.on_time + excluded.on_time, next_wanted = s.next_wanted + excluded.next_wanted, next_held = s.next_held + excluded.next_held, ratings = s.ratings + excluded.ratings, rating_sum = s.rating_sum + excluded.rating_sum, reactions = s.reactions + excluded.reactions, reaction_sum = s.reaction_sum + excluded.reaction_sum;
  INSERT INTO public.visit_product_sums AS s (tenant_id, day, product, mode, evidence, visits, held, no_show, cancelled, reported, on_time, next_wanted, next_held, ratings, rating_sum, reactions, reaction_sum)
  SELECT c.* FROM (
    SELECT (m.v).tenant_id, (m.v).day, p.product, (m.v).mode, coalesce((m.v).evidence, 'none'),
      sum(m.sign * f.visits), sum(m.sign * f.held), sum(m.sign * f.no_show), sum(m.sign * f.cancelled), sum(m.sign * f.reported), sum(m.sign * f.on_time), sum(m.sign * f.next_wanted), sum(m.sign * f.next_held), sum(m.sign * f.ratings), sum(m.sign * f.rating_sum),
      sum(m.sign * (p.reaction IS NOT NULL)::integer), sum(m.sign * coalesce(p.reaction, 0))
    FROM (SELECT -1 AS sign, was AS v WHERE TG_OP = 'UPDATE' UNION ALL SELECT 1, new_row) m
      CROSS JOIN LATERAL public.figures_of(m.v) f
      CROSS JOIN LATERAL unnest((m.v).products, (m.v).reactions) p (product, reaction)
    GROUP BY 1, 2, 3, 4, 5
  ) c (tenant_id, day, sum_of, mode, evidence, visits, held, no_show, cancelled, reported, on_time, next_wanted, next_held, ratings, rating_sum, reactions, reaction_sum)
  WHERE (c.visits, c.held, c.no_show, c.cancelled, c.reported, c.on_time, c.next_wanted, c.next_held, c.ratings, c.rating_sum, c.reactions, c.reaction_sum) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (tenant_id, day, product, mode, evidence) DO UPDATE SET visits = s.visits + excluded.visits, held = s.held + excluded.held, no_show = s.no_show + excluded.no_show, cancelled = s.cancelled + excluded.cancelled, reported = s.reported + excluded.reported, on_time = s.on_time + excluded.on_time, next_wanted = s.next_wanted + excluded.next_wanted, next_held = s.next_held + excluded.next_held, ratings = s.ratings + excluded.ratings, rating_sum = s.rating_sum + excluded.rating_sum, reactions = s.reactions + excluded.reactions, reaction_sum = s.reaction_sum + excluded.reaction_sum;
  RETURN NULL;
END $$;
--> statement-breakpoint
INSERT INTO visit_sums SELECT v.tenant_id, v.day, v.rep_id, v.mode, coalesce(v.evidence, 'none'), sum(f.visits), sum(f.held), sum(f.no_show), sum(f.cancelled), sum(f.reported), sum(f.on_time), sum(f.next_wanted), sum(f.next_held), sum(f.ratings), sum(f.rating_sum), sum(cardinality(array_remove(v.reactions, NULL))), sum((SELECT coalesce(sum(r), 0) FROM unnest(v.reactions) r))
FROM visits v CROSS JOIN LATERAL figures_of(v) f GROUP BY 1, 2, 3, 4, 5;
--> statement-breakpoint
INSERT INTO visit_product_sums SELECT v.tenant_id, v.day, p.product, v.mode, coalesce(v.evidence, 'none'), sum(f.visits), sum(f.held), sum(f.no_show), sum(f.cancelled), sum(f.reported), sum(f.on_time), sum(f.next_wanted), sum(f.next_held), sum(f.ratings), sum(f.rating_sum), sum((p.reaction IS NOT NULL)::integer), sum(coalesce(p.reaction, 0))
FROM visits v CROSS JOIN LATERAL figures_of(v) f CROSS JOIN LATERAL unnest(v.products, v.reactions) p (product, reaction) GROUP BY 1, 2, 3, 4, 5;
--> statement-breakpoint
-- At the COMMIT: the sums of a product are wanted by many, and are held no longer than it takes.
CREATE CONSTRAINT TRIGGER visits_summed AFTER INSERT OR UPDATE ON visits DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sum_visits();
--> statement-breakpoint
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE processes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visits FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visit_sums ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visit_sums FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON visit_sums USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
ALTER TABLE visit_product_sums ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visit_product_sums FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON visit_product_sums USING (tenant_id = (SELECT vekha_tenant())) WITH CHECK (tenant_id = (SELECT vekha_tenant()));
--> statement-breakpoint
ALTER TABLE visit_sums ADD CONSTRAINT visit_sums_mode CHECK (mode IN ('remote', 'inPerson')), ADD CONSTRAINT visit_sums_evidence CHECK (evidence IN ('A', 'B', 'C', 'none'));
--> statement-breakpoint
ALTER TABLE visit_product_sums ADD CONSTRAINT visit_product_sums_mode CHECK (mode IN ('remote', 'inPerson')), ADD CONSTRAINT visit_product_sums_evidence CHECK (evidence IN ('A', 'B', 'C', 'none'));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON visit_sums, visit_product_sums TO vekha_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON visit_sums, visit_product_sums TO vekha_app;
