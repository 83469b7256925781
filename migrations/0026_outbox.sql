-- What people are told by e-mail too: each letter waits, goes once, or says why it did not.

alter table users add column mailed boolean not null default true;
comment on column users.mailed is 'is told by e-mail too, where the server was told how to send it';

alter table notifications add column by_id uuid constraint notifications_actor_exists references people;
comment on column notifications.by_id is 'whose doing it was; null: the clock''s, or told before this was kept';

create table outbox (
    id              uuid primary key,
    person_id       uuid not null constraint outbox_person_exists references people,
    notification_id uuid constraint outbox_notification_exists references notifications on delete cascade
        constraint outbox_notification_once unique,
    state           text not null default 'waiting' constraint outbox_state_known check (state in ('waiting', 'sent', 'failed', 'off')),
    made_at         timestamptz not null,
    send_after      timestamptz not null,
    give_up_at      timestamptz not null,
    tries           smallint not null default 0 constraint outbox_tries_not_negative check (tries >= 0),
    sent_at         timestamptz,
    error           text constraint outbox_error_length check (char_length(error) between 1 and 500),
    constraint outbox_sent_whole check ((state = 'sent') = (sent_at is not null)),
    constraint outbox_failed_explained check (state <> 'failed' or error is not null)
);
comment on table outbox is 'Letters by e-mail. Words and address are found when one goes: nothing personal waits here';
comment on column outbox.notification_id is 'what it tells; null: a test that an admin asked for';
comment on column outbox.state is 'off: nobody wanted it, or the server sends no e-mail';
comment on column outbox.send_after is 'not before; while one process tries, no other does until then';
comment on column outbox.give_up_at is 'what is older is no news any more';
comment on column outbox.error is 'why the last try failed: our own word, or what the mail server said';
create index outbox_waiting on outbox (send_after, id) where state = 'waiting';
create index outbox_newest on outbox (made_at desc, id desc);
create index outbox_stands on outbox (state, made_at desc, id desc);
create index outbox_sent on outbox (sent_at desc) where state = 'sent';

-- The columns that waited for this table. Nothing was ever sent by them.
alter table notifications drop column mail, drop column mail_tries, drop column mail_after, drop column mail_error;
