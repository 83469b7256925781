-- What are the hours and days off of some versions of calendars?
-- Grain: one version. Binds: $1 their ids. Index: calendars_pkey.
select c.id, c.zone, c.hours, c.seasons,
       coalesce((select array_agg(d.on_day) from holidays d where d.confirmed_at is not null and (d.team = c.team or d.team is null)), '{}')
           as "holidays!"
from calendars c
where c.id = any ($1)
