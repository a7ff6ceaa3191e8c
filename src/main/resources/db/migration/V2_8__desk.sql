-- The operator's desk (docs/decisions/016): what waits, failed or was told, by org, the newest first.
create index outbox_desk on notify.outbox (org_id, state, id) where state <> 'logged';
drop index notify.outbox_trouble;

-- Of a message that goes back to the queue whose worker gave it up: what it carried beside its body. JSON; null for all others.
alter table notify.outbox add column properties text;

-- What a parked message is about, as far as it says.
alter table notify.parked add column kind text, add column action_id bigint, add column campaign_id bigint, add column page_id bigint;

-- What operators did at the desk; written in the transaction in which they did it.
create table notify.audit (
  id        bigint generated always as identity primary key,
  at        timestamptz not null default clock_timestamp(),
  user_id   bigint not null,
  email     text not null,                         -- of the user, as it was
  org_id    bigint,                                -- null: all orgs
  operation text not null,
  what      text not null,                         -- JSON: the selection or the ids
  count     integer not null
);
create index audit_org on notify.audit (org_id, id);
