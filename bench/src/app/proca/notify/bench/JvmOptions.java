package app.proca.notify.bench;

import java.util.List;

/** The options of the service's JVM. */
final class JvmOptions {

    /** As the README advises and the container sets them. */
    static final List<String> OF_THE_CONTAINER = List.of("-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", "-Xmx160m");

    private JvmOptions() {}
}
