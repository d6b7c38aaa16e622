-- What a text asks for. Words of three letters or more also match by their beginning, so that what is half typed is found; not where a word is excluded
-- or a phrase asked for.
CREATE FUNCTION search_query(words text) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE SET search_path = public SET client_min_messages = warning AS $$
  SELECT websearch_to_tsquery('russian', words) || CASE WHEN words ~ '(^|\s)-|"' THEN websearch_to_tsquery('simple', '') ELSE
    websearch_to_tsquery('simple', words) || coalesce((
      SELECT to_tsquery('simple', string_agg('''' || word || ''':*', ' & '))
      FROM (SELECT regexp_replace(part, '[''\\:&|!()<>*"-]', '', 'g') AS word FROM regexp_split_to_table(words, '\s+') part) clean
      WHERE length(word) > 2
    ), websearch_to_tsquery('simple', '')) END
$$;
--> statement-breakpoint
-- Do very many of the organization's processes have the words? Reading all the places of such words alone takes too long, so the planner's statistics are
-- asked, and then a thousand processes: what is common elsewhere may be rare here.
CREATE FUNCTION search_is_common(words text) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  query tsquery := search_query(words);
  place text;
  plan json;
  expected float8 := 0;
  share float8;
BEGIN
  FOREACH place IN ARRAY ARRAY['processes', 'messages'] LOOP
    EXECUTE format('EXPLAIN (FORMAT JSON) SELECT FROM %I WHERE search @@ %L::tsquery', place, query) INTO plan;
    expected := expected + (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float8;
  END LOOP;
  IF expected < 30000 THEN RETURN false; END IF;
  SELECT 100000 / greatest(reltuples, 1000) INTO share FROM pg_class WHERE oid = 'processes'::regclass;
  RETURN (
    SELECT count(*) >= 50 AND count(*) FILTER (WHERE p.search @@ query) * 100 >= count(*)
    FROM processes p TABLESAMPLE SYSTEM (share) WHERE p.tenant_id = vekha_tenant()
  );
END $$;
--> statement-breakpoint
-- Each way to find is asked of its own index and stops at so many. Which ones is left open: to know the newest, all would have to be read.
CREATE OR REPLACE FUNCTION search_processes(words text, at_most integer) RETURNS TABLE (id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public SET enable_seqscan = off AS $$
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
ALTER FUNCTION search_is_common(text) OWNER TO vekha_system;
--> statement-breakpoint
REVOKE ALL ON FUNCTION search_is_common(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_is_common(text) TO vekha_app;
