-- How the queues of webhooks, of SQS and of orgs' own programs fare, as all instances together saw it: written about once a
-- minute, and not at all for a queue that never failed.
create table notify.troubles (
  queue     text primary key,
  org_id    bigint not null,
  since     timestamptz,                           -- the first failure after the last success; null: none
  failed_at timestamptz,                           -- the last failure
  taken_at  timestamptz,                           -- the last success
  reason    text not null
);

-- What the owners of a queue's org were told: whoever writes the row sends the mail.
create table notify.alerts (
  queue   text primary key,
  org_id  bigint not null,
  since   timestamptz not null,                    -- as it was told
  open    boolean not null,                        -- false: they were told, too, that it is over
  told_at timestamptz not null                     -- when they were told that something is missing
);
