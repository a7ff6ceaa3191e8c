package app.proca.notify.queue.broker;

/** A message named an exchange that does not stand, though it should. Fired on a thread that may not be blocked. */
public record ExchangeMissing(String exchange) {}
