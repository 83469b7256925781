-- How do the handoffs offered in a period stand, as of a moment, and how long did they take?
-- Grain: step × assignee × channel; step alone where $15 is false, and then without the times. Binds: $1–$13 the handoffs asked
-- about, $14 the beginnings of the steps, $15 whether by assignee and channel. Index: handoffs_offered.
with standing as (
    select h.*, p.touch_minutes * 60 as window_seconds,
           width_bucket(h.offered_at, $14::timestamptz[]) as step,
           case when $15::bool then h.assignee_id end as by_assignee,
           case when $15 then l.channel end as by_channel,
           h.state = 'withdrawn' as is_withdrawn,
           h.state = 'expired' and (h.expire_at is null or h.expire_at <= $3) as is_expired,
           h.state = 'rejected' and h.decided_at <= $3 as is_rejected,
           h.state in ('accepted', 'returned') and h.decided_at <= $3 as is_accepted,
           h.state = 'returned' and h.returned_at <= $3 as is_returned,
           coalesce(h.assigned_at <= $3, false) as is_assigned,
           coalesce(h.touched_at <= $3, false) as is_touched,
           coalesce(h.touch_breach_at < $3, false) as is_over,
           coalesce(h.touch_breach_unheld_at < $3, false) as is_over_unheld
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
),
judged as (
    select *,
           is_assigned and is_touched and not is_withdrawn and response_seconds <= window_seconds as is_met,
           is_assigned and is_touched and not is_withdrawn and response_unheld_seconds <= window_seconds as is_met_unheld,
           is_rejected and not is_touched and (touch_breach_at is null or touch_breach_at >= decided_at) as is_unworked,
           is_rejected and not is_touched and (touch_breach_unheld_at is null or touch_breach_unheld_at >= decided_at) as is_unworked_unheld,
           not (is_withdrawn or is_expired or is_rejected or is_accepted) as is_open
    from standing
)
select step as "step!", by_assignee as "assignee?", by_channel as "channel?",
       count(*) as "offered!",
       count(*) filter (where is_withdrawn) as "withdrawn!",
       count(*) filter (where is_open) as "open!",
       count(*) filter (where is_accepted) as "accepted!",
       count(*) filter (where is_returned) as "returned!",
       count(*) filter (where is_rejected) as "rejected!",
       count(*) filter (where is_expired) as "expired!",
       count(*) filter (where is_assigned and not is_withdrawn) as "assigned!",
       count(*) filter (where is_met) as "met!",
       count(*) filter (where is_assigned and not is_withdrawn and not is_met and not is_unworked and is_over) as "breached!",
       count(*) filter (where is_assigned and not is_withdrawn and not is_met and is_touched and is_over) as "met_late!",
       count(*) filter (where is_met_unheld) as "met_unheld!",
       count(*) filter (where is_assigned and not is_withdrawn and not is_met_unheld and not is_unworked_unheld and is_over_unheld)
           as "breached_unheld!",
       count(*) filter (where is_unworked) as "rejected_unworked!",
       count(*) filter (where is_assigned and not is_withdrawn and (is_met or is_over)) as "over!",
       count(*) filter (where is_accepted and is_assigned and is_over) as "accepted_over!",
       count(*) filter (where is_accepted and is_assigned and is_over and not is_touched) as "accepted_untouched!",
       count(*) filter (where not is_withdrawn and assign_due_at is not null and (is_assigned or assign_due_at < $3)) as "routing_due!",
       count(*) filter (where not is_withdrawn and assign_due_at < case when is_assigned then assigned_at else $3 end) as "routing_breached!",
       count(*) filter (where is_open and decide_breach_at < $3) as "undecided!",
       count(*) filter (where is_rejected or is_returned) as "sent_back!",
       count(*) filter (where (is_rejected or is_returned) and replied_at <= $3) as "answered!",
       coalesce(array_agg(response_seconds::float8) filter (where $15 and is_assigned and is_touched and not is_withdrawn), '{}') as "response!",
       coalesce(array_agg(greatest(extract(epoch from touched_at - engaged_at), 0)::float8)
                filter (where $15 and is_touched and engaged_at is not null and not is_withdrawn), '{}') as "speed!",
       coalesce(array_agg(greatest(extract(epoch from least(assigned_at, touched_at) - engaged_at), 0)::float8)
                filter (where $15 and is_assigned and engaged_at is not null and not is_withdrawn), '{}') as "system!",
       coalesce(array_agg(greatest(extract(epoch from touched_at - assigned_at), 0)::float8)
                filter (where $15 and is_assigned and is_touched and engaged_at is not null and not is_withdrawn), '{}') as "human!",
       coalesce(array_agg(decision_seconds::float8) filter (where $15 and (is_accepted or is_rejected)), '{}') as "decision!",
       coalesce(array_agg(extract(epoch from assigned_at - offered_at)::float8) filter (where $15 and is_assigned and not is_withdrawn), '{}')
           as "assignment!"
from judged
group by step, by_assignee, by_channel
