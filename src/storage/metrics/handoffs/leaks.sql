-- Of which kinds are the leads offered in a period that nobody works on, as of a moment?
-- Grain: channel × source × persona × segment. Binds: $1–$13 the handoffs asked about. Index: handoffs_offered.
with asked as (
    select coalesce(l.channel, l.source) as channel, l.source, l.persona, l.segment,
           h.decide_breach_at < $3
               and (h.state = 'offered'
                    or h.state in ('accepted', 'rejected', 'returned') and h.decided_at > $3
                    or h.state = 'expired' and h.expire_at > $3) as is_undecided,
           h.state in ('accepted', 'returned') and h.decided_at <= $3 and h.assigned_at <= $3 and h.touch_breach_at < $3
               and (h.touched_at is null or h.touched_at > $3) as is_untouched
    from handoffs h
    join sla_policies p on p.id = h.policy_id
    left join leads l on l.id = h.lead_id
    left join people a on a.id = h.assignee_id
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
)
select channel as "channel?", source, persona, segment,
       count(*) filter (where is_undecided) as "undecided!",
       count(*) filter (where is_untouched) as "untouched!"
from asked
where is_undecided or is_untouched
group by channel, source, persona, segment
