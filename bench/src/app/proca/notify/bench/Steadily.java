package app.proca.notify.bench;

/** Something done at an even pace, whether the answers come or not: who waits for a slow one hides how slow it was. */
final class Steadily {

    private static final long SECOND = 1_000_000_000L;

    private Steadily() {}

    static void run(int perSecond, int seconds, Runnable send) {
        long began = System.nanoTime();
        for (int number = 0; number < perSecond * seconds; number++) {
            Pause.untilNanos(began + number * SECOND / perSecond);
            send.run();
        }
    }
}
