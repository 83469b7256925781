-- Two years of a company: leads with five touches each, stage histories and deals, shaped like real ones. Every draw is a
-- hash of the record's number, so the same size gives the same world. :leads is replaced by how many.
create or replace function pg_temp.u(n bigint, salt bigint) returns double precision language sql immutable as
    $$ select (hashint8extended(n, salt) & 9007199254740991) / 9007199254740992.0::double precision $$;
-- About log-normal around a median of days.
create or replace function pg_temp.days(n bigint, salt bigint, median double precision) returns interval language sql immutable as
    $$ select floor(86400 * median * exp(1.2 * (pg_temp.u(n, salt) + pg_temp.u(n, salt + 50) + pg_temp.u(n, salt + 90) - 1.5))) * interval '1 second' $$;
create or replace function pg_temp.number(kind int, n bigint) returns uuid language sql immutable as
    $$ select (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;

insert into sources (name) values ('bench');
insert into people (id, handle, name, team)
select pg_temp.number(1, n), 'person' || n, 'Person ' || n, case when n % 2 = 0 then 'sales' else 'marketing' end
from generate_series(1, 24) n;
insert into campaigns (id, name, name_key, channel, recorded_at)
select pg_temp.number(2, n), 'Campaign ' || n, 'campaign ' || n,
       (array['Paid Search', 'Paid Social', 'Email', 'Webinar', 'Event', 'Referral'])[1 + (n - 1) / 4], '2026-01-01'
from generate_series(1, 24) n;
insert into campaign_costs (id, campaign_id, start_on, end_on, category, amount_minor, currency, recorded_at)
select pg_temp.number(3, n * 100 + m), pg_temp.number(2, n), day::date, (day + interval '1 month - 1 day')::date, 'media',
       (:leads::bigint * 8 * (1 + pg_temp.u(n * 100 + m, 2)))::bigint, 'USD', '2026-01-01'
from generate_series(1, 24) n, generate_series(0, 23) m, lateral (select timestamp '2024-01-01' + m * interval '1 month' as day) d;

create temporary table drawn as
select n, created, channel, campaign, is_mql, mql,
       is_mql and pg_temp.u(n, 22) < 0.72 as is_sal,
       mql + pg_temp.days(n, 23, 1) as sal
from (
    select n, created, channel,
           case when channel < 6 then channel * 4 + 1 + (pg_temp.u(n, 12) * 4)::int % 4 end as campaign,
           pg_temp.u(n, 20) < 0.35 + 0.045 * channel as is_mql,
           created + pg_temp.days(n, 21, 2) as mql
    from (
        select n,
               timestamptz '2024-01-01 00:00:00+00' + floor(731 * 86400 * ln(1 + 0.608 * (n - 0.5) / :leads) / ln(1.608)) * interval '1 second' as created,
               (8 * power(pg_temp.u(n, 11), 1.3))::int % 8 as channel
        from generate_series(1::bigint, :leads) n
    ) first
) second;
create temporary table stories as
select *, sql + pg_temp.days(n, 27, 5) as opportunity, is_sql and pg_temp.u(n, 26) < 0.58 as is_opportunity
from (select *, is_sal and pg_temp.u(n, 24) < 0.64 as is_sql, sal + pg_temp.days(n, 25, 6) as sql from drawn) drawn;
drop table drawn;

insert into leads (id, email, email_key, first_name, last_name, company, country, region, segment, source, channel, campaign_id,
                   created_at, current_stage, furthest_stage, owner_id, persona, recorded_at)
select pg_temp.number(4, n), 'p' || n || '@c' || n % 5000 || '.example', 'p' || n || '@c' || n % 5000 || '.example',
       (array['Omar', 'Lina', 'Anna', 'Noor', 'Hana', 'Zaid', 'Sami', 'Dana'])[1 + n % 8], 'Name ' || (n * 7919) % 100003,
       'Company ' || n % 5000, 'SA',
       (array['EMEA', 'MENA', 'AMER', 'APAC'])[1 + (pg_temp.u(n, 14) * 4)::int % 4],
       (array['SMB', 'Mid-Market', 'Enterprise'])[1 + (pg_temp.u(n, 15) * 3)::int % 3],
       name.channel, name.channel, pg_temp.number(2, campaign), created, 'lead', 'lead',
       pg_temp.number(1, 1 + (pg_temp.u(n, 16) * 24)::int % 24),
       (array['Technical buyer', 'Marketing manager', 'Small business owner', 'Procurement'])[1 + (pg_temp.u(n, 17) * 4)::int % 4],
       '2026-01-01'
from stories,
     lateral (select (array['Paid Search', 'Paid Social', 'Email', 'Webinar', 'Event', 'Referral', 'Organic Search', 'Direct'])[channel + 1]
              as channel) name
order by n;

insert into deals (id, lead_id, opened_at, closed_at, outcome, lost_reason, amount_minor, currency, owner_id, recorded_at)
select pg_temp.number(5, n), pg_temp.number(4, n), opportunity, case when is_closed then closed end, case when is_closed then outcome end,
       case when is_closed and outcome = 'lost' then 'Price' end,
       (400000 * (1 + 9 * pg_temp.u(n, 32)))::bigint, 'USD', pg_temp.number(1, 1 + (pg_temp.u(n, 16) * 24)::int % 24), '2026-01-01'
from (
    select *, opportunity + pg_temp.days(n, 30, 30) as closed, case when pg_temp.u(n, 31) < 0.42 then 'won' else 'lost' end as outcome
    from stories where is_opportunity and opportunity < '2026-01-01'
) d,
lateral (select closed < '2026-01-01' as is_closed) c
order by opportunity;

insert into stage_transitions (id, lead_id, to_stage, at, deal_id, source_id, event_id, recorded_at)
select pg_temp.number(6, row_number() over (order by at)), pg_temp.number(4, n), stage, at, deal, 1, stage || n, '2026-01-01'
from (
    select n, 'lead' as stage, created as at, null::uuid as deal from stories
    union all select n, 'mql', mql, null from stories where is_mql
    union all select n, 'disqualified', created + pg_temp.days(n, 40, 20), null from stories where not is_mql
    union all select n, 'sal', sal, null from stories where is_sal
    union all select n, 'recycled', sal, null from stories where is_mql and not is_sal
    union all select n, 'sql', sql, null from stories where is_sql
    union all select n, 'disqualified', sal + pg_temp.days(n, 41, 15), null from stories where is_sal and not is_sql
    union all select n, 'opportunity', opportunity, pg_temp.number(5, n) from stories where is_opportunity
    union all select n, 'disqualified', sql + pg_temp.days(n, 42, 15), null from stories where is_sql and not is_opportunity
    union all select ('x' || right(lead_id::text, 12))::bit(48)::bigint, outcome, closed_at, id from deals where outcome is not null
) e
where at < '2026-01-01'
order by at;
update leads l
set current_stage = s.current, furthest_stage = s.furthest
from (
    select lead_id, (array_agg(to_stage order by at desc, id desc))[1] as current,
           (array['lead', 'mql', 'sal', 'sql', 'opportunity', 'won'])[max(coalesce(array_position(
               array['lead', 'mql', 'sal', 'sql', 'opportunity', 'won'], to_stage), 5 - 4 * (to_stage <> 'lost')::int))] as furthest
    from stage_transitions
    group by lead_id
) s
where s.lead_id = l.id and s.current <> 'lead';

insert into sla_policies (id, key, version, name, position, assign_minutes, touch_minutes, decide_minutes, made_at)
select pg_temp.number(9, 1), pg_temp.number(9, 1), 1, 'Four hours', 1, 30, 240, 960, '2024-01-01'
where not exists (select from sla_policies);
-- Each MQL is offered within the hour; sales answers when its story says so, or the offer expires after nine days.
insert into handoffs (id, lead_id, state, policy_id, engaged_at, offered_at, route, assignee_id, assigned_at, touched_at, response_seconds,
                      response_unheld_seconds, decided_at, decision_seconds, reason, reply, replied_at, assign_due_at, touch_risk_at, touch_due_at,
                      touch_breach_at, touch_breach_unheld_at, decide_due_at, decide_breach_at, expire_at, recorded_at)
select pg_temp.number(8, n), pg_temp.number(4, n), state, policy, mql, offered, 'round_robin', pg_temp.number(1, 2 * (1 + n % 12)), offered,
       touched, extract(epoch from touched - offered), extract(epoch from touched - offered),
       decided, extract(epoch from decided - offered), case when state = 'rejected' then 'no_budget' end,
       case when replied is not null then 'agreed' end, replied, offered + interval '30 minutes', offered + interval '3 hours',
       offered + interval '4 hours', offered + interval '4 hours', offered + interval '4 hours', offered + interval '2 days',
       offered + interval '2 days', offered + interval '9 days', offered
from (
    select n, mql, offered, policy, answer,
           case when answer is not null then answer when offered + interval '9 days' < '2026-01-01' then 'expired' else 'offered' end as state,
           case when answer is not null then decided end as decided,
           case when pg_temp.u(n, 71) < 0.85 and touched < '2026-01-01' then touched end as touched,
           case when answer = 'rejected' and pg_temp.u(n, 72) < 0.7 and replied < '2026-01-01' then replied end as replied
    from (
        select *, case when decided < '2026-01-01' and decided < offered + interval '9 days'
                       then case when is_sal then 'accepted' when pg_temp.u(n, 73) < 0.8 then 'rejected' end end as answer,
               decided + interval '20 hours' as replied
        from (
            select n, mql, is_sal, mql + pg_temp.u(n, 74) * interval '1 hour' as offered, policy.id as policy,
                   greatest(sal, mql + interval '1 hour') as decided,
                   mql + interval '1 hour' + pg_temp.days(n, 75, 0.1) as touched
            from stories, (select id from sla_policies order by position limit 1) policy
            where is_mql and mql + interval '1 hour' < '2026-01-01'
        ) offers
    ) answers
) h
order by offered;

insert into touches (id, lead_id, campaign_id, channel, kind, side, occurred_at, source_id, event_id, recorded_at)
select pg_temp.number(7, n * 5 + k), pg_temp.number(4, n), case when k = 2 then pg_temp.number(2, campaign) end,
       (array['Paid Search', 'Paid Social', 'Email', 'Webinar', 'Event', 'Referral', 'Organic Search', 'Direct'])[
           1 + case when k = 2 then channel else (pg_temp.u(n * 5 + k, 61) * 8)::int % 8 end],
       'visit', 'marketing', created + (k - 2) * pg_temp.days(n * 5 + k, 60, 5), 1, (n * 5 + k)::text, '2026-01-01'
from stories, generate_series(0, 4) k;
drop table stories;
