package app.proca.notify.local;

/** One that somebody else runs: it is used, and left alone. */
record GivenRabbitMq(String url) implements LocalRabbitMq {

    @Override
    public void down() {
        throw notOurs();
    }

    @Override
    public void up() {
        throw notOurs();
    }

    @Override
    public void closeAllConnections() {
        throw notOurs();
    }

    @Override
    public void freeze() {
        throw notOurs();
    }

    @Override
    public void thaw() {
        throw notOurs();
    }

    @Override
    public void exhaust() {
        throw notOurs();
    }

    @Override
    public void relieve() {
        throw notOurs();
    }

    @Override
    public void setPolicy(String name, String queues, String definition) {
        throw notOurs();
    }

    @Override
    public void clearPolicy(String name) {
        throw notOurs();
    }

    private static IllegalStateException notOurs() {
        return new IllegalStateException(
                "AMQP_URL names a RabbitMQ that is not ours to stop: unset AMQP_URL for the tests of faults");
    }
}
