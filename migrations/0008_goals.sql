-- The numbers that both teams answer for, their dated targets, notes on charts, and what each person saw last.

create table kpis (
    id                 uuid primary key,
    key                text not null constraint kpis_key_unique unique
                       constraint kpis_key_known check (key in ('within_horizon', 'cycle', 'cac', 'revenue', 'revenue_growth', 'leads', 'win_rate', 'lead_quality')),
    marketing_owner_id uuid constraint kpis_marketing_owner_exists references people,
    sales_owner_id     uuid constraint kpis_sales_owner_exists references people,
    version            integer not null default 1
);
comment on table kpis is 'Who answers for each number; a number that nobody changed yet has no row. Definitions are words of the product';

create table kpi_targets (
    id           uuid primary key,
    kpi_id       uuid not null constraint kpi_targets_kpi_exists references kpis,
    from_month   date not null constraint kpi_targets_month_begins check (extract(day from from_month) = 1),
    state        text not null constraint kpi_targets_state_known check (state in ('set', 'ended', 'removed')),
    value        double precision,
    amount_minor bigint,
    currency     text,
    recorded_at  timestamptz not null,
    recorded_by  uuid constraint kpi_targets_user_exists references users,
    constraint kpi_targets_value_when_set check ((state = 'set') = (num_nonnulls(value, amount_minor) = 1)),
    constraint kpi_targets_amount_whole check ((amount_minor is null) = (currency is null))
);
create index kpi_targets_kpi on kpi_targets (kpi_id, from_month, recorded_at);
comment on table kpi_targets is 'Never changed: of one month the row recorded last holds, from that month until the next one';

create table chart_notes (
    id          uuid primary key,
    on_day      date not null,
    body        text not null constraint chart_notes_body_length check (char_length(body) between 1 and 280),
    author_id   uuid not null constraint chart_notes_author_exists references users,
    version     integer not null default 1,
    recorded_at timestamptz not null
);
create index chart_notes_day on chart_notes (on_day, id);

create table overview_visits (
    user_id   uuid primary key constraint overview_visits_user_exists references users on delete cascade,
    on_day    date not null,
    at        timestamptz not null,
    shown     jsonb not null,
    before_at timestamptz,
    before    jsonb
);
comment on table overview_visits is 'What a person saw on the overview on the day of the last visit, and before that day';
