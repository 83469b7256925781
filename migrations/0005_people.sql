-- Invitations and resets by a link that works once, who was seen when, and an admin who always remains.

create table one_time_links (
    token_hash bytea primary key,
    user_id    uuid not null constraint one_time_links_user_unique unique
        constraint one_time_links_user_exists references users on delete cascade,
    made_by    uuid constraint one_time_links_maker_exists references users on delete set null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
comment on table one_time_links is 'Invitations and resets: only a hash is kept, a newer link replaces the older, a used one is gone';

-- One person signs in as one user.
drop index users_person;
alter table users add constraint users_person_unique unique (person_id);
alter table users add column seen_at timestamptz;
alter table users add column version integer not null default 1;
comment on column users.seen_at is 'when a page was last asked for, to ten minutes';
alter table sessions add column seen_at timestamptz;

-- The log is read newest first, whole or of one person.
drop index events_time;
create index events_newest on events (at desc, id desc);
create index events_user on events (user_id, at desc, id desc);

-- Open work of one owner.
create index leads_owner on leads (owner_id) where owner_id is not null;
create index deals_owner on deals (owner_id) where owner_id is not null;

create function admin_remains() returns trigger language plpgsql as $$
begin
    -- One after another: of two admins who take leave at once, the second sees that the first is gone.
    perform pg_advisory_xact_lock(hashtext('mihwar.admin_remains'));
    if not exists (select from users where role = 'admin' and active and password_hash is not null) then
        raise exception 'the last admin stays' using errcode = 'check_violation', constraint = 'users_admin_remains', table = 'users';
    end if;
    return null;
end
$$;
create trigger users_admin_remains after update of role, active, password_hash on users for each row
    when (old.role = 'admin' and old.active and old.password_hash is not null
          and (new.role <> 'admin' or not new.active or new.password_hash is null))
    execute function admin_remains();
create trigger users_admin_remains_deleted after delete on users for each row
    when (old.role = 'admin' and old.active and old.password_hash is not null) execute function admin_remains();
