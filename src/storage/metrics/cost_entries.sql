-- Which costs touch a period, and what was each for?
-- Grain: one cost. Binds: $1 and $2 the days, $3 channels, $4 campaigns. Index: campaign_costs_days.
select x.start_on, x.end_on, x.category, c.name as "campaign?", coalesce(x.channel, c.channel) as "channel?", x.amount_minor, x.currency
from campaign_costs x
left join campaigns c on c.id = x.campaign_id
where x.start_on < $2
  and x.end_on >= $1
  and (cardinality($3::text[]) = 0 or coalesce(x.channel, c.channel, '') = any ($3))
  and (cardinality($4::uuid[]) = 0 or x.campaign_id = any ($4))
order by x.start_on, x.end_on, x.id
