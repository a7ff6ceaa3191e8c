-- What the service adds of its own. It never touches Proca's tables.
-- The outbox: one row per notification, inserted in the transaction of the change that it tells of.
--
-- Within one org the order of id is the order of the commits: whoever inserts holds an advisory lock on the org until
-- its commit. The log (channels that every instance reads) has one such lock for all, so that a reader who has seen id N
-- never meets a smaller one later. docs/decisions/003 says why.
create table notify.outbox (
  id           bigint generated always as identity primary key,
  message_id   uuid not null default gen_random_uuid(),
  channel      text not null,                      -- topology | broker | live | instances
  org_id       bigint not null,                    -- the stream whose order is kept
  subject      text not null,                      -- what it is about: "campaign:5"; a failing one holds back its own
  shard        smallint not null,                  -- org_id modulo the number of shards: the relay's unit of work
  kind         text not null,                      -- what happened: "campaign_updated"
  address      text not null,                      -- exchange, topic: the channel's business
  routing_key  text,
  body         text not null,
  state        text not null check (state in ('pending', 'delivered', 'unrouted', 'parked', 'logged')),
  attempts     integer not null default 0,         -- refusals; an absent broker is not counted
  retry_at     timestamptz,                        -- null: at once
  last_error   text,
  created_at   timestamptz not null default clock_timestamp(),
  settled_at   timestamptz
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

create index outbox_pending on notify.outbox (shard, id) where state = 'pending';
create index outbox_waiting on notify.outbox (shard, org_id, subject, id) where state = 'pending' and retry_at is not null;
create index outbox_log on notify.outbox (id) where state = 'logged';
create index outbox_settled on notify.outbox (settled_at) where settled_at is not null;
create index outbox_trouble on notify.outbox (org_id, id) where state in ('parked', 'unrouted');

-- Where the log begins: entries up to here were deleted, so that an older cursor cannot be resumed.
create table notify.log_horizon (
  only_row boolean primary key default true check (only_row),
  id       bigint not null default 0
);
insert into notify.log_horizon default values;

-- Messages that a queue worker gave up on: out of the queue, waiting for an operator.
create table notify.parked (
  id         bigint generated always as identity primary key,
  org_id     bigint not null,
  queue      text not null,
  message_id text,
  reason     text not null,
  returns    integer not null,
  properties text not null,
  body       bytea not null,
  parked_at  timestamptz not null default clock_timestamp()
);
create index parked_org on notify.parked (org_id, id);
