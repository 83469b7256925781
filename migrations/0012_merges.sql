-- Two leads that are one person: what came of it, so that it can be taken back.

create table lead_merges (
    id        uuid primary key,
    lead_id   uuid not null constraint lead_merges_lead_exists references leads,
    kept_id   uuid not null,
    merged_id uuid not null constraint lead_merges_not_itself check (merged_id <> kept_id),
    user_id   uuid constraint lead_merges_user_exists references users,
    at        timestamptz not null,
    kept      jsonb not null,
    merged    jsonb not null,
    after     jsonb not null,
    moved     jsonb not null,
    taken     jsonb not null,
    undone_at timestamptz
);
comment on table lead_merges is 'The row of the merged lead is gone; everything of it stands with the other';
comment on column lead_merges.lead_id is 'the lead that both are now: kept_id, until that one is merged in its turn';
comment on column lead_merges.kept is 'the lead that stayed, as it stood before';
comment on column lead_merges.merged is 'the lead that went, as it stood';
comment on column lead_merges.after is 'what that changed on the lead that stayed: its columns with their values after';
comment on column lead_merges.moved is 'the rows that changed hands, by table, and those that were added';
comment on column lead_merges.taken is 'rows that were in the way, by table, as they stood';
create index lead_merges_lead on lead_merges (lead_id);
create unique index lead_merges_merged on lead_merges (merged_id) where undone_at is null;
create index lead_merges_email on lead_merges ((merged ->> 'email_key')) where undone_at is null;
create index lead_merges_phone on lead_merges ((merged ->> 'phone_key')) where undone_at is null;
