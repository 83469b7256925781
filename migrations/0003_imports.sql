-- Imports: what was read, what came of it, and what is needed to undo it.

create table mappings (
    id         uuid primary key,
    name       text not null constraint mappings_name_unique unique,
    body       text not null,
    created_at timestamptz not null,
    user_id    uuid constraint mappings_user_exists references users
);

create table imports (
    id          uuid primary key,
    user_id     uuid constraint imports_user_exists references users,
    source_id   smallint constraint imports_source_exists references sources,
    state       text not null constraint imports_state_known
        check (state in ('draft', 'running', 'done', 'failed', 'interrupted', 'undone')),
    mapping     text,
    error       text,
    created_at  timestamptz not null,
    started_at  timestamptz,
    finished_at timestamptz,
    beat_at     timestamptz
);
comment on column imports.beat_at is 'last sign of life of a running import: silent ones were interrupted';
create index imports_time on imports (created_at desc);

create table import_files (
    import_id  uuid not null constraint import_files_import_exists references imports on delete cascade,
    position   smallint not null,
    name       text not null,
    path       text not null,
    bytes      bigint not null,
    bytes_read bigint not null default 0,
    read       bigint not null default 0,
    inserted   bigint not null default 0,
    updated    bigint not null default 0,
    merged     bigint not null default 0,
    unchanged  bigint not null default 0,
    rejected   bigint not null default 0,
    left_out   boolean not null default false,
    constraint import_files_pkey primary key (import_id, position)
);
comment on column import_files.merged is 'rows of this import that only repeated or completed a record which it had brought itself';

create table import_rows (
    id        bigint generated always as identity primary key,
    import_id uuid not null constraint import_rows_import_exists references imports on delete cascade,
    file      smallint not null,
    line      bigint not null,
    kind      text not null,
    action    text not null constraint import_rows_action_known check (action in ('updated', 'rejected', 'voided')),
    record_id uuid,
    before    jsonb,
    after     jsonb,
    reasons   jsonb,
    raw       jsonb
);
comment on table import_rows is 'Rejected rows and the values before an update; kept 90 days. An inserted record knows its own file and line';
create index import_rows_import on import_rows (import_id, action, file, line);
