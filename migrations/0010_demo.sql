-- A workspace of the demo says so: its sign-in page names the password of its people.

alter table workspace add column demo boolean not null default false;
