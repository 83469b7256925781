-- Which rejected rows tell of a person? Their cells go, and the values in their reasons.
-- Grain: one row of an import. Binds: $1 expression, $2 and $3 first and last names in pairs, $4 and $5 sources and ids in
-- pairs. Index: none; rejected rows are kept 90 days.
update import_rows r
set raw = '[]',
    reasons = (select coalesce(jsonb_agg(reason - 'value'), '[]') from jsonb_array_elements(r.reasons) reason)
from imports i
where i.id = r.import_id
  and r.action = 'rejected'
  and (r.raw::text ~* $1
       or exists (select from unnest($2::text[], $3::text[]) as n (first, last)
                  where jsonb_path_exists(r.raw, '$[*][1] ? (@ == $cell)', jsonb_build_object('cell', n.first))
                    and jsonb_path_exists(r.raw, '$[*][1] ? (@ == $cell)', jsonb_build_object('cell', n.last)))
       or exists (select from unnest($4::smallint[], $5::text[]) as k (source, id)
                  where i.source_id = k.source
                    and jsonb_path_exists(r.raw, '$[*][1] ? (@ == $cell)', jsonb_build_object('cell', k.id))))
