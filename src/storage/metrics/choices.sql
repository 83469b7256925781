-- Which values of a dimension do leads have?
-- Grain: one value. Binds: $1 the dimension. Index: none, a scan.
select distinct v.value as "value!"
from (
    select case $1::text
               when 'channel' then l.channel
               when 'persona' then l.persona
               when 'region' then l.region
               when 'segment' then l.segment
               when 'source' then l.source
           end as value
    from leads l
    where $1::text not in ('campaign', 'owner')
    union all
    select c.name from campaigns c where $1::text = 'campaign'
    union all
    select p.name from people p where $1::text = 'owner'
) v
where v.value <> ''
order by 1
limit 500
