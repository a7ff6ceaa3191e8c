-- The trace that a notification is part of, as W3C's traceparent; null while nobody traces (docs/decisions/019).
alter table notify.outbox add column traceparent text;
