CREATE INDEX processes_ended ON processes (tenant_id, kind, ended_at, id) WHERE ended_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX processes_held ON processes (tenant_id, assignee_id, changed_at, id) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX processes_type ON processes (tenant_id, kind, request_type, changed_at, id);
--> statement-breakpoint
CREATE INDEX processes_channel ON processes (tenant_id, kind, channel, changed_at, id);
--> statement-breakpoint
CREATE INDEX processes_trouble ON processes (tenant_id, kind, changed_at, id) WHERE trouble IS NOT NULL;
--> statement-breakpoint
DROP INDEX processes_contact;
--> statement-breakpoint
CREATE INDEX processes_contact ON processes (tenant_id, contact_id, changed_at, id);
--> statement-breakpoint
-- Each way to find is asked of its own index: joined by OR they would read the whole table. Words of three letters or
-- more also match by their beginning, so that what is half typed is found; not where a word is excluded or a phrase asked for.
CREATE OR REPLACE FUNCTION search_processes(words text, at_most integer) RETURNS TABLE (id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH asked AS MATERIALIZED (
    SELECT vekha_tenant() AS tenant, websearch_to_tsquery('russian', words) || CASE WHEN words ~ '(^|\s)-|"' THEN ''::tsquery ELSE
      websearch_to_tsquery('simple', words) || coalesce((
        SELECT to_tsquery('simple', string_agg('''' || word || ''':*', ' & '))
        FROM (SELECT regexp_replace(part, '[''\\:&|!()<>*"-]', '', 'g') AS word FROM regexp_split_to_table(words, '\s+') part) clean
        WHERE length(word) > 2
      ), ''::tsquery) END AS query
  ), found AS (
    SELECT p.id, p.changed_at FROM asked, processes p WHERE p.tenant_id = asked.tenant AND p.search @@ asked.query
    UNION
    SELECT p.id, p.changed_at FROM asked, messages m, processes p
    WHERE m.tenant_id = asked.tenant AND m.search @@ asked.query AND p.id = m.process_id AND p.tenant_id = asked.tenant
    UNION
    SELECT p.id, p.changed_at FROM asked, processes p WHERE p.tenant_id = asked.tenant AND p.number = upper(words)
  )
  SELECT found.id FROM found ORDER BY found.changed_at DESC, found.id DESC LIMIT at_most
$$;
