-- Why did sales reject or return handoffs offered in a period, as of a moment, of which campaigns and personas?
-- Grain: reason × campaign × persona. Binds: $1–$13 the handoffs asked about. Index: handoffs_offered.
select h.reason, r.name as "name?", c.name as "campaign?", l.persona as "persona?",
       count(*) filter (where h.state = 'rejected') as "rejected!",
       count(*) filter (where h.state = 'returned') as "returned!",
       count(*) filter (where h.replied_at <= $3) as "answered!"
from handoffs h
join sla_policies p on p.id = h.policy_id
left join leads l on l.id = h.lead_id
left join people a on a.id = h.assignee_id
left join campaigns c on c.id = l.campaign_id
left join handoff_reasons r on r.key = h.reason
where h.offered_at >= $1 and h.offered_at < $2 and h.offered_at <= $3
  and (cardinality($4::text[]) = 0 or coalesce(l.channel, '') = any ($4))
  and (cardinality($5::uuid[]) = 0 or l.campaign_id = any ($5))
  and (cardinality($6::text[]) = 0 or coalesce(l.persona, '') = any ($6))
  and (cardinality($7::text[]) = 0 or coalesce(l.region, '') = any ($7))
  and (cardinality($8::text[]) = 0 or coalesce(l.segment, '') = any ($8))
  and (cardinality($9::uuid[]) = 0 or l.owner_id = any ($9))
  and (cardinality($10::text[]) = 0 or coalesce(l.source, '') = any ($10))
  and ($11::bigint is null or $11 = 1 + (select count(*) from handoffs e where e.lead_id = h.lead_id and (e.offered_at, e.id) < (h.offered_at, h.id)))
  and (cardinality($12::text[]) = 0 or coalesce(a.team, '') = any ($12))
  and (cardinality($13::uuid[]) = 0 or coalesce(h.assignee_id, '00000000-0000-0000-0000-000000000000') = any ($13))
  and (h.state = 'rejected' and h.decided_at <= $3 or h.state = 'returned' and h.returned_at <= $3)
group by h.reason, r.name, c.name, l.persona
