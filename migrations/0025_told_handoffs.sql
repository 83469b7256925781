-- Handoffs that files tell of: when sales responded, as far as a file says, and that a later file may say otherwise.

alter table handoffs add column told_touch_at timestamptz;
comment on column handoffs.told_touch_at is 'the first response of which a file tells: then the activities are not asked';

create or replace function handoffs_move() returns trigger language plpgsql as $$
declare
    undone boolean := new.undos = old.undos + 1;
begin
    if new.state = old.state then
        return new;
    end if;
    -- What a file says of the past is no move: a later export, or taking an import back, may say anything else.
    if old.import_id is not null and current_setting('mihwar.history', true) = 'told' then
        return new;
    end if;
    if not (case old.state
                when 'offered' then new.state in ('accepted', 'rejected', 'expired', 'withdrawn')
                when 'accepted' then new.state = 'returned' or undone and new.state = 'offered'
                when 'rejected' then undone and new.state = 'offered'
                when 'returned' then undone and new.state = 'accepted'
                else false
            end) then
        raise exception 'a handoff cannot go from % to %', old.state, new.state
            using errcode = 'check_violation', constraint = 'handoffs_move_legal', table = 'handoffs';
    end if;
    if new.state = 'returned' and exists (
        select from stage_transitions t
        where t.lead_id = new.lead_id and t.voids is null and t.to_stage in ('sql', 'opportunity', 'won')
          and coalesce(t.at, (t.on_day + 1)::timestamp at time zone 'UTC') >= new.decided_at
          and not exists (select from stage_transitions v where v.voids = t.id)) then
        raise exception 'a qualified lead is not returned'
            using errcode = 'check_violation', constraint = 'handoffs_return_before_sql', table = 'handoffs';
    end if;
    return new;
end
$$;
