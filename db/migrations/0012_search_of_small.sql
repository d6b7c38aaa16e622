-- How many places the words have in all organizations, by the planner's statistics.
CREATE FUNCTION search_places(words text) RETURNS float8 LANGUAGE plpgsql VOLATILE SET search_path = public AS $$
DECLARE
  place text;
  plan json;
  expected float8 := 0;
BEGIN
  FOREACH place IN ARRAY ARRAY['processes', 'messages'] LOOP
    EXECUTE format('EXPLAIN (FORMAT JSON) SELECT FROM %I WHERE search @@ %L::tsquery', place, search_query(words)) INTO plan;
    expected := expected + (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float8;
  END LOOP;
  RETURN expected;
END $$;
--> statement-breakpoint
-- Do very many of the organization's processes have the words? Of words that many have anywhere fifty of its own processes are looked at before each of twenty
-- moments: a sample of the whole table would hardly meet a small organization, and be another one each time.
CREATE OR REPLACE FUNCTION search_is_common(words text) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  query tsquery := search_query(words);
BEGIN
  IF search_places(words) < 30000 THEN RETURN false; END IF;
  RETURN (
    WITH own AS (
      SELECT kind, sum(count) AS all_of_kind FROM state_counts WHERE tenant_id = vekha_tenant() GROUP BY kind HAVING sum(count) >= 2000
    ), ends AS (
      SELECT kind,
        (SELECT changed_at FROM processes p WHERE p.tenant_id = vekha_tenant() AND p.kind = own.kind ORDER BY changed_at LIMIT 1) AS first,
        (SELECT changed_at FROM processes p WHERE p.tenant_id = vekha_tenant() AND p.kind = own.kind ORDER BY changed_at DESC LIMIT 1) AS last
      FROM own
    )
    SELECT count(*) >= 50 AND count(*) FILTER (WHERE looked.search @@ query) * 200 >= count(*)
    FROM ends, generate_series(1, 20) part, LATERAL (
      SELECT p.search FROM processes p
      WHERE p.tenant_id = vekha_tenant() AND p.kind = ends.kind AND p.changed_at <= ends.first + (ends.last - ends.first) * part / 20
      ORDER BY p.changed_at DESC LIMIT 50
    ) looked
  );
END $$;
--> statement-breakpoint
-- Each way to find is asked of its own index and stops at so many. Which ones is left open: to know the newest, all would have to be read.
CREATE FUNCTION search_by_words(words text, at_most integer) RETURNS TABLE (id uuid) LANGUAGE sql STABLE SET search_path = public SET enable_seqscan = off AS $$
  WITH asked AS MATERIALIZED (SELECT vekha_tenant() AS tenant, search_query(words) AS query)
  SELECT found.id FROM (
    (SELECT p.id FROM asked, processes p WHERE p.tenant_id = asked.tenant AND p.search @@ asked.query LIMIT at_most)
    UNION
    (SELECT m.process_id FROM asked, messages m WHERE m.tenant_id = asked.tenant AND m.search @@ asked.query LIMIT at_most)
    UNION
    (SELECT p.id FROM asked, processes p WHERE p.tenant_id = asked.tenant AND p.number = upper(words))
  ) found LIMIT at_most
$$;
--> statement-breakpoint
-- The same through all that the organization has: words can be asked of their index by a bitmap alone.
CREATE FUNCTION search_own(words text, at_most integer) RETURNS TABLE (id uuid) LANGUAGE sql STABLE SET search_path = public SET enable_seqscan = off SET enable_bitmapscan = off AS $$
  WITH asked AS MATERIALIZED (SELECT vekha_tenant() AS tenant, search_query(words) AS query)
  SELECT found.id FROM (
    (SELECT p.id FROM asked, processes p WHERE p.tenant_id = asked.tenant AND p.search @@ asked.query LIMIT at_most)
    UNION
    (SELECT m.process_id FROM asked, messages m WHERE m.tenant_id = asked.tenant AND m.search @@ asked.query LIMIT at_most)
    UNION
    (SELECT p.id FROM asked, processes p WHERE p.tenant_id = asked.tenant AND p.number = upper(words))
  ) found LIMIT at_most
$$;
--> statement-breakpoint
-- Whatever has less to read: the places of the words in all organizations, or a small organization's processes and their messages.
CREATE OR REPLACE FUNCTION search_processes(words text, at_most integer) RETURNS TABLE (id uuid) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF (SELECT coalesce(sum(count), 0) FROM state_counts WHERE tenant_id = vekha_tenant()) * 5 < search_places(words) THEN
    RETURN QUERY SELECT * FROM search_own(words, at_most);
  ELSE
    RETURN QUERY SELECT * FROM search_by_words(words, at_most);
  END IF;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION search_places(text), search_by_words(text, integer), search_own(text, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_places(text), search_by_words(text, integer), search_own(text, integer) TO vekha_system;
