package app.proca.notify.message;

/** Names of the message schemas. */
final class Schemas {

    static final String EVENT = "proca:event:2";
    static final String ACTION = "proca:action:2";
    static final String ACTION_1 = "proca:action:1";

    private Schemas() {}
}
