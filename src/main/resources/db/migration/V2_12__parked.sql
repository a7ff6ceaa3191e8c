-- What was given up, to count it for metrics without a look at what was delivered.
create index outbox_parked on notify.outbox (id) where state = 'parked';
