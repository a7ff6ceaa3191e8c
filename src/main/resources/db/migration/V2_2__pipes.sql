-- What operators want of orgs' queue workers: every instance reads it when it starts, and when it is told of a change. An org
-- without a row runs. Of orgs that are gone rows stay; they say nothing: Proca's tables get no trigger or reference of ours.
create table notify.pipes (
  org_id     bigint primary key,
  stopped    boolean not null,
  restarts   integer not null default 0,   -- workers that began with another number begin anew
  changed_at timestamptz not null default now()
);
