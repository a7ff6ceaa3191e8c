-- What webhooks sign with. Of one service several are valid while a new one takes the place of the one before.
create table notify.webhook_secret (
  id         bigint generated always as identity primary key,
  service_id bigint not null,
  secret     text not null,                        -- base64
  expires_at timestamptz                           -- null: the newest
);
create index webhook_secret_service on notify.webhook_secret (service_id);

-- Webhooks that said that they are gone (HTTP 410): not called until their service is updated.
create table notify.webhook_disabled (
  service_id  bigint primary key,
  reason      text not null,
  disabled_at timestamptz not null
);

-- Messages that were taken out of a queue without being sent, because the supporter's data may not go any more.
create table notify.withheld (
  id          bigint generated always as identity primary key,
  org_id      bigint not null,
  queue       text not null,
  message_id  text,
  reason      text not null,
  withheld_at timestamptz not null default clock_timestamp()
);
create unique index withheld_once on notify.withheld (queue, message_id);
create index withheld_org on notify.withheld (org_id, id);
