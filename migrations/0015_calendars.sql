-- When a team works: hours in versions, days off, and who is away.

create table calendars (
    id      uuid primary key,
    team    text not null constraint calendars_team_known check (team in ('sales', 'marketing')),
    version integer not null,
    zone    text not null,
    hours   jsonb not null,
    seasons jsonb not null default '[]',
    made_at timestamptz not null,
    made_by uuid constraint calendars_maker_exists references users,
    constraint calendars_version_unique unique (team, version)
);
comment on table calendars is 'Never changed: a change is a new version, and a running clock keeps the one it began with';
comment on column calendars.hours is 'shifts in minutes of the local day by ISO weekday';
comment on column calendars.seasons is 'dated hours, such as those of Ramadan';

create table holidays (
    id           uuid primary key,
    team         text constraint holidays_team_known check (team in ('sales', 'marketing')),
    on_day       date not null,
    name         text not null constraint holidays_name_length check (char_length(name) between 1 and 200),
    hijri        boolean not null default false,
    confirmed_at timestamptz,
    confirmed_by uuid constraint holidays_confirmer_exists references users,
    made_at      timestamptz not null,
    made_by      uuid constraint holidays_maker_exists references users,
    constraint holidays_once unique nulls not distinct (team, on_day)
);
comment on column holidays.team is 'whose day off; null for both';
comment on column holidays.confirmed_at is 'null while provisional: nobody is off yet';

create table leaves (
    id        uuid primary key,
    person_id uuid not null constraint leaves_person_exists references people,
    from_on   date not null,
    to_on     date not null,
    made_at   timestamptz not null,
    made_by   uuid constraint leaves_maker_exists references users,
    constraint leaves_in_order check (to_on >= from_on)
);
comment on column leaves.to_on is 'the last day away';
create index leaves_person on leaves (person_id, to_on);
