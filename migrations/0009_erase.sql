-- People who were erased: the keyed traces by which an import knows that it must not bring them back.

create table erasure_secret (
    singleton boolean primary key default true constraint erasure_secret_is_one check (singleton),
    secret    bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
);
comment on table erasure_secret is 'Key of the traces: without it a list of addresses cannot be tried against them';

create table erased_keys (
    key bytea primary key
);
comment on table erased_keys is 'HMAC of an e-mail address, a phone number or an id in a source. It leads to no record';

alter table leads add column erased_at timestamptz;
comment on column leads.erased_at is 'the person was erased then: what is left counts, and is nobody''s';

alter table import_files add column erased bigint not null default 0;
comment on column import_files.erased is 'rows left out because their person was erased';
