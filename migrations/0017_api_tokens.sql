-- API tokens: what programs send leads and touches with. Only a hash of the secret is kept.

create table api_tokens (
    id           uuid primary key,
    name         text not null constraint api_tokens_name_length check (char_length(name) between 1 and 200),
    token_hash   bytea not null constraint api_tokens_hash_unique unique,
    tail         text not null constraint api_tokens_tail_length check (char_length(tail) = 4),
    scopes       text[] not null constraint api_tokens_scopes_known
        check (cardinality(scopes) > 0 and scopes <@ array['leads:write', 'touches:write']),
    source_id    smallint not null constraint api_tokens_source_exists references sources,
    made_by      uuid constraint api_tokens_maker_exists references users,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    busy_until   timestamptz
) with (fillfactor = 70);
comment on column api_tokens.tail is 'the last characters of the secret, by which people tell tokens apart';
comment on column api_tokens.busy_until is 'when the calls so far are worn off: the limit of calls, shared by all servers';

-- What a token brought on one local day is one import: it can be looked at and taken back like a file.
alter table imports
    add column token_id uuid constraint imports_token_exists references api_tokens,
    add column day date,
    add constraint imports_token_day check ((token_id is null) = (day is null));
create unique index imports_of_token on imports (token_id, day) where token_id is not null and state <> 'undone';

alter table touches add column raw jsonb;
comment on column touches.raw is 'what the sender told of the visit that no column holds: UTM, click ids, the page';
