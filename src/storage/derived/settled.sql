-- After which instant do the handoffs offered on some days stand as they will, unless somebody acts?
-- Grain: day. Binds: $1 and $2 the instants at which the days begin and end, $3 the beginnings of the days.
-- Index: handoffs_offered.
select width_bucket(h.offered_at, $3::timestamptz[]) as "place!",
       max(greatest(h.offered_at, h.assigned_at, h.touched_at, h.decided_at, h.returned_at, h.replied_at, h.expire_at,
                    h.assign_due_at, h.touch_breach_at, h.touch_breach_unheld_at, h.decide_breach_at)) as "settled_at!"
from handoffs h
where h.offered_at >= $1 and h.offered_at < $2
group by 1
