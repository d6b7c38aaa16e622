-- Summed once, when the report is written, rather than for every row of every question.
CREATE FUNCTION sum_of(numbers smallint[]) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(sum(n), 0)::integer FROM unnest(numbers) n $$;
--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "reacted" integer GENERATED ALWAYS AS (cardinality(array_remove(reactions, NULL))) STORED,
  ADD COLUMN "reaction_sum" integer GENERATED ALWAYS AS (sum_of(reactions)) STORED;
