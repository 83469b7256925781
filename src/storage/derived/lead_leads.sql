-- Which leads were created on some local days?
-- Grain: one lead, by id. Binds: $1 and $2 the instants at which the days begin and end, $3 and $4 the days. Index: leads_created.
select l.id, l.created_at, l.created_on, l.channel, l.campaign_id, l.persona, l.region, l.segment, l.owner_id, l.source
from leads l
where l.created_sort >= $1::timestamptz - interval '1 day' and l.created_sort < $2::timestamptz + interval '1 day'
  and (l.created_at >= $1 and l.created_at < $2 or l.created_on >= $3 and l.created_on < $4)
order by l.id
