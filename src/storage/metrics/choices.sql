-- Which values of some dimensions do leads have?
-- Grain: dimension × value, at most 500 of each. Binds: $1 the dimensions. Index: none, one scan for all.
select c.key as "key!", c.value as "value!"
from (
    select v.key, v.value, row_number() over (partition by v.key order by v.value) as place
    from (
        select case
                   when grouping(l.channel) = 0 then 'channel'
                   when grouping(l.persona) = 0 then 'persona'
                   when grouping(l.region) = 0 then 'region'
                   when grouping(l.segment) = 0 then 'segment'
                   else 'source'
               end as key,
               coalesce(l.channel, l.persona, l.region, l.segment, l.source) as value
        from leads l
        where $1::text[] && array['channel', 'persona', 'region', 'segment', 'source']
        group by grouping sets ((l.channel), (l.persona), (l.region), (l.segment), (l.source))
        union
        select 'campaign', c.name from campaigns c
        union
        select 'owner', p.name from people p
    ) v
    where v.key = any ($1) and v.value <> ''
) c
where c.place <= 500
order by c.key, c.value
