-- The workspace, the people, and what they sign in with.

create table workspace (
    singleton       boolean primary key default true constraint workspace_is_one check (singleton),
    name            text not null constraint workspace_name_length check (char_length(name) between 1 and 200),
    zone            text not null,
    currency        text not null constraint workspace_currency_code check (currency ~ '^[A-Z]{3}$'),
    language        text not null constraint workspace_language_known check (language in ('en', 'ar')),
    week_start      smallint not null constraint workspace_week_start_day check (week_start between 1 and 7),
    weekend         smallint[] not null,
    fiscal_month    smallint not null constraint workspace_fiscal_month_range check (fiscal_month between 1 and 12),
    alignment_start date,
    horizon         smallint constraint workspace_horizon_known check (horizon in (30, 60, 90, 180)),
    version         integer not null default 1,
    created_at      timestamptz not null
);
comment on column workspace.week_start is 'ISO day number, 1 is Monday';
comment on column workspace.horizon is 'days of "converted within H days"; null until a person chose';

create table people (
    id        uuid primary key,
    handle    text not null constraint people_handle_unique unique,
    name      text not null constraint people_name_length check (char_length(name) between 1 and 200),
    email     text,
    team      text constraint people_team_known check (team in ('sales', 'marketing')),
    import_id uuid
);
comment on table people is 'Who owns or does something, whether or not he signs in';
comment on column people.handle is 'folded e-mail address, or folded name: what a file calls the person';

create table users (
    id             uuid primary key,
    person_id      uuid not null constraint users_person_exists references people,
    email          text not null,
    email_key      text not null constraint users_email_unique unique,
    password_hash  text,
    role           text not null constraint users_role_known check (role in ('viewer', 'sales', 'marketing', 'manager', 'admin')),
    language       text constraint users_language_known check (language in ('en', 'ar')),
    digits         text not null default 'western' constraint users_digits_known check (digits in ('western', 'arabic')),
    theme          text not null default 'system' constraint users_theme_known check (theme in ('system', 'light', 'dark')),
    time_direction text not null default 'page' constraint users_time_direction_known check (time_direction in ('page', 'ltr')),
    zone           text,
    active         boolean not null default true,
    created_at     timestamptz not null
);
create index users_person on users (person_id);

create table sessions (
    token_hash bytea primary key,
    user_id    uuid not null constraint sessions_user_exists references users on delete cascade,
    csrf       text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index sessions_user on sessions (user_id);
create index sessions_expiry on sessions (expires_at);

create table sign_in_failures (
    key text not null,
    at  timestamptz not null
);
create index sign_in_failures_key on sign_in_failures (key, at);
comment on column sign_in_failures.key is 'hash of an account or of an address: what is throttled';

create table set_up_code (
    singleton boolean primary key default true constraint set_up_code_is_one check (singleton),
    code      text not null
);
comment on table set_up_code is 'What the first visit must know; gone once the workspace exists';

create table events (
    id      uuid primary key,
    at      timestamptz not null,
    user_id uuid constraint events_user_exists references users,
    verb    text not null,
    kind    text not null,
    record  uuid,
    fields  text[] not null default '{}',
    detail  jsonb
);
create index events_record on events (kind, record, at);
create index events_time on events (at);
comment on table events is 'The audit log: field names, and values only of what is not personal';
