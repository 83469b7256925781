-- Which deals were closed on some local days, and which of them won a customer first?
-- Grain: one deal, by id. Binds: $1 and $2 the instants at which the days begin and end, $3 and $4 the days.
-- Index: deals_closed_at, deals_closed_on; deals_account, deals_lead, leads_account for the customer's other deals.
with closed as (
    select d.*, l.created_at as lead_created_at, l.created_on as lead_created_on, coalesce(l.channel, l.source) as origin,
           l.channel, l.persona, l.source, l.campaign_id as lead_campaign, l.owner_id as lead_owner,
           coalesce(l.region, a.region) as region, coalesce(l.segment, a.segment) as segment,
           coalesce(d.account_id, l.account_id, d.lead_id, d.id) as customer,
           coalesce(d.closed_at, d.closed_on::timestamp at time zone 'UTC') as closing
    from deals d
    left join leads l on l.id = d.lead_id
    left join accounts a on a.id = coalesce(d.account_id, l.account_id)
    where d.closed_at >= $1 and d.closed_at < $2 or d.closed_on >= $3 and d.closed_on < $4
)
select d.id as "id!", d.opened_at, d.opened_on, d.closed_at, d.closed_on, d.outcome as "outcome!", d.amount_minor, d.currency,
       d.lead_created_at as "lead_created_at?", d.lead_created_on as "lead_created_on?", d.origin as "origin?",
       d.channel as "channel?", coalesce(d.campaign_id, d.lead_campaign) as "campaign?", d.persona as "persona?",
       d.region as "region?", d.segment as "segment?", coalesce(d.owner_id, d.lead_owner) as "owner?", d.source as "source?",
       d.outcome = 'won'
       and d.business is distinct from 'existing'
       and not exists (
           select 1 from deals e
           where e.account_id = d.customer and e.outcome = 'won'
             and (coalesce(e.closed_at, e.closed_on::timestamp at time zone 'UTC'), e.id) < (d.closing, d.id)
       )
       and not exists (
           select 1 from deals e left join leads l on l.id = e.lead_id
           where e.lead_id = d.customer and e.account_id is null and l.account_id is null and e.outcome = 'won'
             and (coalesce(e.closed_at, e.closed_on::timestamp at time zone 'UTC'), e.id) < (d.closing, d.id)
       )
       and not exists (
           select 1 from leads l join deals e on e.lead_id = l.id
           where l.account_id = d.customer and e.account_id is null and e.outcome = 'won'
             and (coalesce(e.closed_at, e.closed_on::timestamp at time zone 'UTC'), e.id) < (d.closing, d.id)
       ) as "is_new_customer!"
from closed d
order by d.id
