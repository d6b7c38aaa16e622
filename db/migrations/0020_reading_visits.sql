-- What lists of visits are narrowed and sorted by: an index can't be used of what lies in the data. Instants there are ISO text, which sorts by time.
ALTER TABLE processes
  ADD COLUMN mode text GENERATED ALWAYS AS (data ->> 'mode') STORED,
  ADD COLUMN moment text COLLATE "C" NOT NULL GENERATED ALWAYS AS (coalesce(data ->> 'startsAt', '')) STORED,
  ADD COLUMN follows text GENERATED ALWAYS AS (data ->> 'follows') STORED;
--> statement-breakpoint
CREATE INDEX processes_mode ON processes (tenant_id, kind, mode, state, changed_at, id) WHERE mode IS NOT NULL;
--> statement-breakpoint
CREATE INDEX processes_moment ON processes (tenant_id, kind, moment, id) WHERE moment <> '';
--> statement-breakpoint
CREATE INDEX processes_follows ON processes (tenant_id, follows) WHERE follows IS NOT NULL;
