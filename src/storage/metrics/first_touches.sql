-- What was the first touch ever of each deal's people?
-- Grain: one deal. Binds: $1 deals. Index: touches_lead, deal_contacts_pkey.
with people as (
    select d.id as deal_id, d.lead_id from deals d where d.id = any ($1) and d.lead_id is not null
    union
    select c.deal_id, c.lead_id from deal_contacts c where c.deal_id = any ($1)
)
select distinct on (people.deal_id)
       people.deal_id as "deal_id!", t.occurred_at, t.occurred_on, coalesce(t.channel, c.channel) as "channel?"
from people
join touches t on t.lead_id = people.lead_id
left join campaigns c on c.id = t.campaign_id
order by people.deal_id,
         coalesce(t.occurred_at, t.occurred_on::timestamp at time zone 'UTC'),
         t.source_id,
         case when t.event_id ~ '^[0-9]{1,100}$' then t.event_id::numeric end nulls last,
         t.event_id,
         t.id
