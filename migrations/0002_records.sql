-- Accounts, campaigns, leads, deals and what happened to them.
-- A business moment is an instant (…_at) or a local date (…_on), whichever the source knows.

create table sources (
    id   smallint generated always as identity primary key,
    name text not null constraint sources_name_unique unique
);
comment on table sources is 'Systems that records come from; ids of two of them never collide';

create table external_refs (
    source_id   smallint not null constraint external_refs_source_exists references sources,
    kind        text not null,
    external_id text not null,
    record_id   uuid not null,
    import_id   uuid,
    constraint external_refs_pkey primary key (source_id, kind, external_id)
);
create index external_refs_record on external_refs (record_id);

create table accounts (
    id            uuid primary key,
    name          text not null constraint accounts_name_length check (char_length(name) between 1 and 500),
    name_key      text not null,
    domain        text,
    country       text,
    region        text,
    segment       text,
    raw           jsonb,
    person_fields text[] not null default '{}',
    version       integer not null default 1,
    import_id     uuid,
    import_file   smallint,
    import_line   bigint,
    recorded_at   timestamptz not null
);
create index accounts_name_key on accounts (name_key);

create table campaigns (
    id               uuid primary key,
    name             text not null constraint campaigns_name_length check (char_length(name) between 1 and 500),
    name_key         text not null,
    parent_id        uuid constraint campaigns_parent_exists references campaigns,
    channel          text,
    start_on         date,
    end_on           date,
    budget_minor     bigint,
    budget_currency  text,
    owner_id         uuid constraint campaigns_owner_exists references people,
    sales_partner_id uuid constraint campaigns_sales_partner_exists references people,
    persona          text,
    raw              jsonb,
    person_fields    text[] not null default '{}',
    version          integer not null default 1,
    import_id        uuid,
    import_file      smallint,
    import_line      bigint,
    recorded_at      timestamptz not null,
    constraint campaigns_budget_whole check ((budget_minor is null) = (budget_currency is null)),
    constraint campaigns_dates_in_order check (end_on >= start_on)
);
create index campaigns_name_key on campaigns (name_key);

create table campaign_costs (
    id           uuid primary key,
    campaign_id  uuid constraint campaign_costs_campaign_exists references campaigns,
    channel      text,
    start_on     date not null,
    end_on       date not null,
    category     text not null constraint campaign_costs_category_known check (category in ('media', 'people', 'tools', 'agency', 'event', 'content')),
    amount_minor bigint not null constraint campaign_costs_amount_positive check (amount_minor >= 0),
    currency     text not null,
    source_id    smallint constraint campaign_costs_source_exists references sources,
    event_id     text,
    import_id    uuid,
    import_file  smallint,
    import_line  bigint,
    recorded_at  timestamptz not null,
    constraint campaign_costs_dates_in_order check (end_on >= start_on),
    constraint campaign_costs_event_unique unique (source_id, event_id)
);
create index campaign_costs_days on campaign_costs (start_on, end_on);

create table leads (
    id             uuid primary key,
    email          text,
    email_key      text,
    phone          text,
    phone_key      text,
    first_name     text,
    last_name      text,
    company        text,
    domain         text,
    account_id     uuid constraint leads_account_exists references accounts,
    country        text,
    region         text,
    segment        text,
    source         text,
    medium         text,
    channel        text,
    campaign_id    uuid constraint leads_campaign_exists references campaigns,
    created_at     timestamptz,
    created_on     date,
    created_sort   timestamptz generated always as (coalesce(created_at, created_on::timestamp at time zone 'UTC')) stored,
    changed_at     timestamptz,
    changed_on     date,
    current_stage  text not null default 'lead',
    furthest_stage text not null default 'lead',
    work_status    text not null default 'untouched'
        constraint leads_work_status_known check (work_status in ('untouched', 'attempting', 'connected', 'on_hold')),
    owner_id       uuid constraint leads_owner_exists references people,
    persona        text,
    score          double precision,
    value_minor    bigint,
    value_currency text,
    consent_at     timestamptz,
    consent_on     date,
    raw            jsonb,
    person_fields  text[] not null default '{}',
    version        integer not null default 1,
    import_id      uuid,
    import_file    smallint,
    import_line    bigint,
    recorded_at    timestamptz not null,
    constraint leads_created_once check (num_nonnulls(created_at, created_on) = 1),
    constraint leads_changed_once check (num_nonnulls(changed_at, changed_on) <= 1),
    constraint leads_consent_once check (num_nonnulls(consent_at, consent_on) <= 1),
    constraint leads_value_whole check ((value_minor is null) = (value_currency is null)),
    constraint leads_current_stage_known check (current_stage in ('lead', 'mql', 'sal', 'sql', 'opportunity', 'won', 'lost', 'recycled', 'disqualified')),
    constraint leads_furthest_stage_known check (furthest_stage in ('lead', 'mql', 'sal', 'sql', 'opportunity', 'won'))
);
comment on column leads.changed_at is 'when the source says that it last changed the lead';
comment on column leads.person_fields is 'fields that a person set last: an import leaves them alone';
create index leads_created on leads (created_sort desc, id desc);
create index leads_email_key on leads (email_key) where email_key is not null;
create index leads_phone_key on leads (phone_key) where phone_key is not null;
create index leads_import on leads using brin (import_id);

create table deals (
    id             uuid primary key,
    name           text,
    account_id     uuid constraint deals_account_exists references accounts,
    lead_id        uuid constraint deals_lead_exists references leads,
    amount_minor   bigint,
    currency       text,
    stage          text,
    owner_id       uuid constraint deals_owner_exists references people,
    opened_at      timestamptz,
    opened_on      date,
    expected_close date,
    closed_at      timestamptz,
    closed_on      date,
    outcome        text constraint deals_outcome_known check (outcome in ('won', 'lost')),
    lost_reason    text,
    business       text constraint deals_business_known check (business in ('new', 'existing')),
    campaign_id    uuid constraint deals_campaign_exists references campaigns,
    placeholder    boolean not null default false,
    raw            jsonb,
    person_fields  text[] not null default '{}',
    version        integer not null default 1,
    import_id      uuid,
    import_file    smallint,
    import_line    bigint,
    recorded_at    timestamptz not null,
    sort_at        timestamptz generated always as (coalesce(closed_at, closed_on::timestamp at time zone 'UTC', opened_at, opened_on::timestamp at time zone 'UTC')) stored,
    constraint deals_opened_once check (num_nonnulls(opened_at, opened_on) <= 1),
    constraint deals_closed_once check (num_nonnulls(closed_at, closed_on) <= 1),
    constraint deals_closed_has_outcome check (num_nonnulls(closed_at, closed_on) = 0 or outcome is not null),
    constraint deals_outcome_has_date check (outcome is null or placeholder or num_nonnulls(closed_at, closed_on) = 1),
    constraint deals_amount_whole check ((amount_minor is null) = (currency is null))
);
comment on column deals.placeholder is 'made from an imported stage without a deal; a deal imported later for the lead takes its place';
create index deals_lead on deals (lead_id) where lead_id is not null;
create index deals_account on deals (account_id) where account_id is not null;
create index deals_closed_at on deals (closed_at) where closed_at is not null;
create index deals_closed_on on deals (closed_on) where closed_on is not null;
create index deals_sort on deals (sort_at desc nulls last, id desc);
create index deals_import on deals using brin (import_id);

create table deal_contacts (
    deal_id   uuid not null constraint deal_contacts_deal_exists references deals on delete cascade,
    lead_id   uuid not null constraint deal_contacts_lead_exists references leads on delete cascade,
    import_id uuid,
    constraint deal_contacts_pkey primary key (deal_id, lead_id)
);
create index deal_contacts_lead on deal_contacts (lead_id);

create table stage_transitions (
    id          uuid primary key,
    lead_id     uuid not null constraint stage_transitions_lead_exists references leads on delete cascade,
    to_stage    text not null constraint stage_transitions_stage_known
        check (to_stage in ('lead', 'mql', 'sal', 'sql', 'opportunity', 'won', 'lost', 'recycled', 'disqualified')),
    at          timestamptz,
    on_day      date,
    observed    boolean not null default false,
    deal_id     uuid constraint stage_transitions_deal_exists references deals on delete cascade,
    actor_id    uuid constraint stage_transitions_actor_exists references people,
    reason      text,
    voids       uuid constraint stage_transitions_voids_exists references stage_transitions on delete cascade,
    source_id   smallint constraint stage_transitions_source_exists references sources,
    event_id    text,
    import_id   uuid,
    import_file smallint,
    import_line bigint,
    recorded_at timestamptz not null,
    constraint stage_transitions_moment_once check (num_nonnulls(at, on_day) <= 1),
    constraint stage_transitions_event_unique unique (source_id, event_id)
);
comment on table stage_transitions is 'Append-only: a correction is a row that voids another; without a moment it is undated';
comment on column stage_transitions.observed is 'the moment is the day of the export that showed it, not the day it happened';
create index stage_transitions_lead on stage_transitions (lead_id);
create index stage_transitions_voids on stage_transitions (voids) where voids is not null;
create index stage_transitions_deal on stage_transitions (deal_id) where deal_id is not null;
create index stage_transitions_import on stage_transitions using brin (import_id);

create table touches (
    id          uuid primary key,
    lead_id     uuid constraint touches_lead_exists references leads on delete cascade,
    visitor     text,
    campaign_id uuid constraint touches_campaign_exists references campaigns,
    channel     text,
    kind        text,
    side        text not null constraint touches_side_known check (side in ('marketing', 'sales')),
    occurred_at timestamptz,
    occurred_on date,
    responded   boolean,
    source_id   smallint constraint touches_source_exists references sources,
    event_id    text,
    import_id   uuid,
    import_file smallint,
    import_line bigint,
    recorded_at timestamptz not null,
    constraint touches_occurred_once check (num_nonnulls(occurred_at, occurred_on) = 1),
    constraint touches_of_somebody check (num_nonnulls(lead_id, visitor) >= 1),
    constraint touches_event_unique unique (source_id, event_id)
);
create index touches_lead on touches (lead_id) where lead_id is not null;
create index touches_visitor on touches (source_id, visitor) where visitor is not null;
create index touches_import on touches using brin (import_id);

create table activities (
    id          uuid primary key,
    lead_id     uuid constraint activities_lead_exists references leads on delete cascade,
    deal_id     uuid constraint activities_deal_exists references deals on delete cascade,
    kind        text not null,
    happened_at timestamptz,
    happened_on date,
    logged_at   timestamptz not null,
    actor_id    uuid constraint activities_actor_exists references people,
    outcome     text,
    note        text,
    source_id   smallint constraint activities_source_exists references sources,
    event_id    text,
    import_id   uuid,
    import_file smallint,
    import_line bigint,
    recorded_at timestamptz not null,
    constraint activities_happened_once check (num_nonnulls(happened_at, happened_on) = 1),
    constraint activities_of_something check (num_nonnulls(lead_id, deal_id) >= 1),
    constraint activities_event_unique unique (source_id, event_id)
);
create index activities_lead on activities (lead_id) where lead_id is not null;
create index activities_deal on activities (deal_id) where deal_id is not null;

create table exchange_rates (
    currency text not null,
    on_day   date not null,
    rate     double precision not null constraint exchange_rates_rate_positive check (rate > 0),
    constraint exchange_rates_pkey primary key (currency, on_day)
);
comment on column exchange_rates.rate is 'units of the workspace currency for one unit, from this day until the next row';
