-- Single queue workers of orgs that operators paused: every instance reads it as it does notify.pipes. Of orgs that are gone rows
-- stay; they say nothing: Proca's tables get no trigger or reference of ours.
create table notify.paused_workers (
  org_id    bigint not null,
  worker    text not null,
  paused_by bigint not null,                       -- the user's id
  paused_at timestamptz not null default now(),
  primary key (org_id, worker)
);
