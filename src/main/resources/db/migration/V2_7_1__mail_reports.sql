-- The newest report that a mail to a supporter was lost, by the provider's clock: an older one, sent again, says nothing new.
-- No foreign key: the table of supporters is Proca's.
create table notify.mail_reports (
  supporter_id bigint primary key,
  happened_at  timestamptz not null
);
