package app.proca.notify.bench;

import java.util.List;

/** The options of the service's JVM. */
final class JvmOptions {

    /** A container must set the same, or what is measured here is another service. */
    static final List<String> OF_THE_CONTAINER = List.of("-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", "-Xmx160m");

    private JvmOptions() {}
}
