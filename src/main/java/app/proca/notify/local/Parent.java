package app.proca.notify.local;

/** The process that started this JVM: in dev mode, Maven. */
final class Parent {

    /** A system property, so that a reload does not watch again. */
    private static final String WATCHED = "local.services.parent";

    private Parent() {}

    /**
     * Ends this JVM, and with it what it has started, within seconds after the parent's end. Maven stops it as well, but a
     * Maven that is killed cannot.
     */
    static void endWithIt() {
        if (System.getProperty(WATCHED) != null) {
            return;
        }
        ProcessHandle.current().parent().ifPresent(parent -> {
            System.setProperty(WATCHED, Long.toString(parent.pid()));
            var unused = parent.onExit().thenRun(() -> System.exit(0));
        });
    }
}
