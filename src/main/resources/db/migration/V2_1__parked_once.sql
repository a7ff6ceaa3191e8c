-- A message is parked once per queue, however often a crash between the row and the acknowledgement repeats it. Senders that
-- give no id cannot be recognised.
create unique index parked_once on notify.parked (queue, message_id);
