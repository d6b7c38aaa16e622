const figures = `sum(f.visits) AS visits, sum(f.held) AS held, sum(f.no_show) AS no_show, sum(f.cancelled) AS cancelled, sum(f.reported) AS reported,
  sum(f.on_time) AS on_time, sum(f.next_wanted) AS next_wanted, sum(f.next_held) AS next_held, sum(f.ratings) AS ratings, sum(f.rating_sum) AS rating_sum`

/** What the tables of sums must hold, counted from the visits themselves: their columns, in the tables' order. */
export const countedSums = {
  visit_sums: `
    SELECT v.tenant_id, v.day, v.rep_id, v.mode, coalesce(v.evidence, 'none') AS evidence, ${figures}, sum(v.reacted) AS reactions, sum(v.reaction_sum) AS reaction_sum
    FROM visits v CROSS JOIN LATERAL figures_of(v) f GROUP BY 1, 2, 3, 4, 5`,
  visit_product_sums: `
    SELECT v.tenant_id, v.day, p.product, v.mode, coalesce(v.evidence, 'none') AS evidence, ${figures}, count(p.reaction) AS reactions, coalesce(sum(p.reaction), 0) AS reaction_sum
    FROM visits v CROSS JOIN LATERAL figures_of(v) f CROSS JOIN LATERAL unnest(v.products, v.reactions) p (product, reaction) GROUP BY 1, 2, 3, 4, 5`,
  visit_rollups: `
    SELECT v.tenant_id, g.grain, g.day, g.key, v.mode, coalesce(v.evidence, 'none') AS evidence, ${figures}, sum(v.reacted) AS reactions, sum(v.reaction_sum) AS reaction_sum
    FROM visits v CROSS JOIN LATERAL figures_of(v) f
      CROSS JOIN LATERAL (VALUES ('day', v.day, ''), ('rep', v.day - extract(day FROM v.day)::integer + 1, v.rep_id::text),
        ('organization', v.day - extract(day FROM v.day)::integer + 1, coalesce(v.contact_organization_id::text, v.organization_name))) g (grain, day, key)
    GROUP BY 1, 2, 3, 4, 5, 6`,
  visit_totals: `
    SELECT v.tenant_id, g.grain, s.product, v.day - extract(day FROM v.day)::integer + 1 AS day, g.key, ${figures}, sum(s.reactions) AS reactions, sum(s.reaction_sum) AS reaction_sum
    FROM visits v CROSS JOIN LATERAL figures_of(v) f
      CROSS JOIN LATERAL (SELECT '' AS product, v.reacted AS reactions, v.reaction_sum
        UNION ALL SELECT p.product, (p.reaction IS NOT NULL)::integer, coalesce(p.reaction, 0) FROM unnest(v.products, v.reactions) p (product, reaction)) s
      CROSS JOIN LATERAL (VALUES ('rep', v.rep_id::text), ('organization', coalesce(v.contact_organization_id::text, v.organization_name))) g (grain, key)
    GROUP BY 1, 2, 3, 4, 5`,
} as const
