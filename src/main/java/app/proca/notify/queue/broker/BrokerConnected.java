package app.proca.notify.queue.broker;

/** The connection to the broker stands, for the first time or again. Fired on a thread that may not be blocked for long. */
public record BrokerConnected() {}
