-- Handoffs: marketing's offer of one lead to sales, its answer, its clocks, and what happens by itself.

create table sla_policies (
    id                  uuid primary key,
    key                 uuid not null,
    version             integer not null,
    name                text not null constraint sla_policies_name_length check (char_length(name) between 1 and 200),
    position            integer not null,
    conditions          jsonb not null default '{}',
    around_the_clock    boolean not null default false,
    assign_minutes      integer not null constraint sla_policies_assign_positive check (assign_minutes between 1 and 525600),
    touch_minutes       integer not null constraint sla_policies_touch_positive check (touch_minutes between 1 and 525600),
    decide_minutes      integer not null constraint sla_policies_decide_positive check (decide_minutes between 1 and 525600),
    expire_minutes      integer constraint sla_policies_expire_positive check (expire_minutes between 1 and 525600),
    at_risk_percent     smallint not null default 80 constraint sla_policies_at_risk_share check (at_risk_percent between 1 and 99),
    tell_manager        boolean not null default true,
    tell_again_minutes  integer constraint sla_policies_tell_again_positive check (tell_again_minutes between 1 and 525600),
    reassign_minutes    integer constraint sla_policies_reassign_positive check (reassign_minutes between 1 and 525600),
    attempt_days        smallint not null default 10 constraint sla_policies_attempt_days_range check (attempt_days between 1 and 365),
    attempts            smallint not null default 5 constraint sla_policies_attempts_range check (attempts between 1 and 100),
    imported            boolean not null default false,
    made_at             timestamptz not null,
    made_by             uuid constraint sla_policies_maker_exists references users,
    retired_at          timestamptz,
    constraint sla_policies_version_unique unique (key, version)
);
comment on table sla_policies is 'Never changed but for retired_at: a change is a new version, and a running clock keeps the one it began with';
comment on column sla_policies.key is 'the policy through its versions';
comment on column sla_policies.position is 'the first policy in force whose conditions a lead meets is its policy';
comment on column sla_policies.assign_minutes is 'all minutes of the windows are working time of the calendar';
comment on column sla_policies.expire_minutes is 'past the decision window; null: an offer never expires';
comment on column sla_policies.tell_again_minutes is 'past the breach';
comment on column sla_policies.imported is 'of handoffs that a file tells of: never that of a new offer';

create table handoff_reasons (
    key          text primary key constraint handoff_reasons_key_length check (char_length(key) between 1 and 100),
    name         text constraint handoff_reasons_name_length check (char_length(name) between 1 and 200),
    position     integer not null,
    outcome      text not null constraint handoff_reasons_outcome_known check (outcome in ('back', 'recycle', 'disqualify')),
    recycle_days integer constraint handoff_reasons_recycle_days_range check (recycle_days between 1 and 3650),
    active       boolean not null default true,
    version      integer not null default 1,
    import_id    uuid,
    constraint handoff_reasons_recycle_whole check ((outcome = 'recycle') = (recycle_days is not null))
);
comment on column handoff_reasons.name is 'null for the reasons that Mihwar brings and has words for';
comment on column handoff_reasons.outcome is 'what becomes of the lead: back with marketing, later again, or out';
insert into handoff_reasons (key, position, outcome, recycle_days) values
    ('no_response', 1, 'recycle', 90), ('bad_timing', 2, 'recycle', 60), ('no_budget', 3, 'recycle', 90),
    ('wrong_contact', 4, 'back', null), ('no_project', 5, 'back', null), ('too_small', 6, 'disqualify', null),
    ('wrong_industry', 7, 'disqualify', null), ('wrong_role', 8, 'back', null), ('competitor', 9, 'recycle', 365),
    ('duplicate', 10, 'back', null), ('territory', 11, 'back', null);

create table handoffs (
    id                  uuid primary key,
    lead_id             uuid not null constraint handoffs_lead_exists references leads on delete cascade,
    state               text not null constraint handoffs_state_known
        check (state in ('offered', 'accepted', 'rejected', 'expired', 'withdrawn', 'returned')),
    policy_id           uuid not null constraint handoffs_policy_exists references sla_policies,
    calendar_id         uuid constraint handoffs_calendar_exists references calendars,
    engaged_at          timestamptz,
    offered_at          timestamptz not null,
    offered_by          uuid constraint handoffs_offerer_exists references people,
    rule_id             uuid,
    note                text constraint handoffs_note_length check (char_length(note) <= 4000),
    route               text not null constraint handoffs_route_known
        check (route in ('person', 'queue', 'round_robin', 'account_owner', 'deal_owner', 'imported')),
    unassigned_because  text,
    assignee_id         uuid constraint handoffs_assignee_exists references people,
    assigned_at         timestamptz,
    reassigned_at       timestamptz,
    touched_at          timestamptz,
    touched_by          uuid constraint handoffs_toucher_exists references people,
    response_seconds    bigint constraint handoffs_response_not_negative check (response_seconds >= 0),
    response_unheld_seconds bigint constraint handoffs_response_unheld_not_less check (response_unheld_seconds >= response_seconds),
    decided_at          timestamptz,
    decided_by          uuid constraint handoffs_decider_exists references people,
    decision_seconds    bigint constraint handoffs_decision_not_negative check (decision_seconds >= 0),
    returned_at         timestamptz,
    returned_by         uuid constraint handoffs_returner_exists references people,
    reason              text constraint handoffs_reason_exists references handoff_reasons,
    reason_note         text constraint handoffs_reason_note_length check (char_length(reason_note) <= 4000),
    recycle_on          date,
    reply               text constraint handoffs_reply_known check (reply in ('agreed', 'contested')),
    reply_note          text constraint handoffs_reply_note_length check (char_length(reply_note) <= 4000),
    replied_at          timestamptz,
    replied_by          uuid constraint handoffs_replier_exists references people,
    hold_from           timestamptz,
    hold_until          timestamptz,
    hold_reason         text constraint handoffs_hold_reason_length check (char_length(hold_reason) between 1 and 1000),
    assign_due_at       timestamptz,
    touch_risk_at       timestamptz,
    touch_due_at        timestamptz,
    touch_breach_at     timestamptz,
    touch_breach_unheld_at timestamptz,
    decide_due_at       timestamptz,
    decide_breach_at    timestamptz,
    expire_at           timestamptz,
    wake_at             timestamptz,
    steps               text[] not null default '{}',
    sal_entry           uuid constraint handoffs_sal_entry_exists references stage_transitions on delete set null,
    out_entry           uuid constraint handoffs_out_entry_exists references stage_transitions on delete set null,
    owner_before        uuid constraint handoffs_owner_before_exists references people,
    undos               integer not null default 0,
    version             integer not null default 1,
    source_id           smallint constraint handoffs_source_exists references sources,
    event_id            text,
    import_id           uuid,
    import_file         smallint,
    import_line         bigint,
    recorded_at         timestamptz not null,
    constraint handoffs_event_unique unique (source_id, event_id),
    constraint handoffs_assigned_whole check (assignee_id is null or assigned_at is not null),
    constraint handoffs_assigned_after_offer check (assigned_at >= offered_at),
    constraint handoffs_touched_whole check ((touched_at is null or assigned_at is null) = (response_seconds is null)
        and (response_seconds is null) = (response_unheld_seconds is null)),
    constraint handoffs_decided_whole check ((state in ('accepted', 'rejected', 'returned')) = (decided_at is not null)
        and (decided_at is null) = (decision_seconds is null)),
    constraint handoffs_decided_after_offer check (decided_at >= offered_at),
    constraint handoffs_reason_given check ((state in ('rejected', 'returned')) = (reason is not null) or import_id is not null),
    constraint handoffs_returned_whole check ((state = 'returned') = (returned_at is not null)),
    constraint handoffs_reply_whole check ((reply is null) = (replied_at is null) and (reply is null or state in ('rejected', 'returned'))),
    constraint handoffs_hold_whole check ((hold_from is null) = (hold_until is null) and (hold_from is null) = (hold_reason is null)
        and hold_until >= hold_from)
);
comment on table handoffs is 'Imported ones never wake: history neither notifies nor expires';
comment on column handoffs.calendar_id is 'the version whose working time its clocks count; null: around the clock';
comment on column handoffs.engaged_at is 'the engagement that made the lead an MQL';
comment on column handoffs.assigned_at is 'first assigned: the clock of the response survives a reassignment';
comment on column handoffs.reassigned_at is 'last assigned: where the personal clock begins';
comment on column handoffs.response_seconds is 'working time from the first assignment to the first sales touch, holds left out';
comment on column handoffs.touch_breach_at is 'after this instant more than the window was used: the next opening after touch_due_at';
comment on column handoffs.wake_at is 'when next something happens by itself; null: never';
comment on column handoffs.steps is 'what has happened by itself, so that it happens once';
comment on column handoffs.sal_entry is 'the entry into SAL that the acceptance wrote, or that it confirms';
comment on column handoffs.out_entry is 'the entry that the rejection or return wrote';
create unique index handoffs_open on handoffs (lead_id) where state = 'offered';
create index handoffs_lead on handoffs (lead_id, offered_at, id);
create index handoffs_offered on handoffs (offered_at desc, id desc);
create index handoffs_working on handoffs (assignee_id, touch_due_at) where state in ('offered', 'accepted');
create index handoffs_decided on handoffs (decided_by, decided_at desc) where decided_at is not null;
create index handoffs_wake on handoffs (wake_at) where wake_at is not null;
create index handoffs_unanswered on handoffs (offered_by, decided_at) where state in ('rejected', 'returned') and reply is null;
create index handoffs_import on handoffs using brin (import_id);

-- The last judge of what may follow what: the same table as domain::handoff.
create function handoffs_move() returns trigger language plpgsql as $$
declare
    undone boolean := new.undos = old.undos + 1;
begin
    if new.state = old.state then
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
create trigger handoffs_move before update of state on handoffs for each row execute function handoffs_move();

create table handoff_assignments (
    id         uuid primary key,
    handoff_id uuid not null constraint handoff_assignments_handoff_exists references handoffs on delete cascade,
    at         timestamptz not null,
    person_id  uuid constraint handoff_assignments_person_exists references people,
    by_id      uuid constraint handoff_assignments_actor_exists references people,
    because    text not null
);
comment on table handoff_assignments is 'Append-only; person_id is null where it went back to the queue';
create index handoff_assignments_handoff on handoff_assignments (handoff_id, at);
create index handoff_assignments_person on handoff_assignments (person_id, at);

create table offer_rules (
    id         uuid primary key,
    name       text not null constraint offer_rules_name_length check (char_length(name) between 1 and 200),
    position   integer not null,
    conditions jsonb not null default '{}',
    route      text not null constraint offer_rules_route_known check (route in ('person', 'queue', 'round_robin')),
    person_id  uuid constraint offer_rules_person_exists references people,
    note       text,
    active     boolean not null default true,
    version    integer not null default 1,
    made_at    timestamptz not null,
    made_by    uuid constraint offer_rules_maker_exists references users,
    constraint offer_rules_person_named check ((route = 'person') = (person_id is not null))
);
comment on table offer_rules is 'When a lead reaches MQL, the first active rule whose conditions it meets offers it';
alter table handoffs add constraint handoffs_rule_exists foreign key (rule_id) references offer_rules on delete set null;

create table next_steps (
    id         uuid primary key,
    lead_id    uuid not null constraint next_steps_lead_exists references leads on delete cascade,
    handoff_id uuid constraint next_steps_handoff_exists references handoffs on delete cascade,
    person_id  uuid not null constraint next_steps_person_exists references people,
    due_on     date not null,
    what       text not null constraint next_steps_what_length check (char_length(what) between 1 and 500),
    made_at    timestamptz not null,
    made_by    uuid constraint next_steps_maker_exists references people,
    done_at    timestamptz,
    done_by    uuid constraint next_steps_doer_exists references people
);
create index next_steps_open on next_steps (person_id, due_on) where done_at is null;
create index next_steps_lead on next_steps (lead_id);

create table notifications (
    id         uuid primary key,
    person_id  uuid not null constraint notifications_person_exists references people,
    at         timestamptz not null,
    kind       text not null,
    handoff_id uuid constraint notifications_handoff_exists references handoffs on delete cascade,
    lead_id    uuid constraint notifications_lead_exists references leads on delete cascade,
    turn       integer not null default 0,
    read_at    timestamptz,
    mail       text not null default 'off' constraint notifications_mail_known check (mail in ('off', 'queued', 'sent', 'failed')),
    mail_tries smallint not null default 0,
    mail_after timestamptz,
    mail_error text,
    constraint notifications_once unique nulls not distinct (handoff_id, person_id, kind, turn)
);
comment on column notifications.turn is 'tells notices of one kind about one handoff apart: the number of its assignment';
create index notifications_unread on notifications (person_id, at desc) where read_at is null;
create index notifications_person on notifications (person_id, at desc, id desc);
create index notifications_mail on notifications (mail_after) where mail = 'queued';

alter table people add column handoff_cap smallint constraint people_handoff_cap_range check (handoff_cap between 0 and 10000);
comment on column people.handoff_cap is 'how many open handoffs he takes by round robin; null: as many as come';
