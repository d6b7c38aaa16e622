-- As before, but five hundred of the organization's numbers, evenly: what came at about the same time is often about the same thing.
CREATE OR REPLACE FUNCTION search_is_common(words text) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  query tsquery := search_query(words);
  given bigint;
BEGIN
  IF search_places(words) < 30000 THEN RETURN false; END IF;
  SELECT sum(last) INTO given FROM counters WHERE tenant_id = vekha_tenant();
  IF coalesce(given, 0) < 2000 THEN RETURN false; END IF;
  RETURN (
    SELECT count(*) FILTER (WHERE p.search @@ query) * 200 >= count(*)
    FROM counters c, generate_series(1, c.last, (given / 500)::integer) place
    JOIN LATERAL (
      SELECT search FROM processes
      WHERE tenant_id = vekha_tenant() AND number = c.prefix || '-' || c.year || '-' || lpad(place::text, greatest(6, length(place::text)), '0')
    ) p ON true
    WHERE c.tenant_id = vekha_tenant()
  );
END $$;
