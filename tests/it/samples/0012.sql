insert into lead_merges (id, lead_id, kept_id, merged_id, at, kept, merged, after, moved, taken)
select gen_random_uuid(), id, id, gen_random_uuid(), '2026-03-01T00:00:00Z', '{}', '{}', '{}', '{}', '{}'
from leads order by id limit 1;
