package app.proca.notify.bench;

import java.util.List;

/** The options of the service's JVM. */
final class JvmOptions {

    /** Those of src/main/docker/Dockerfile.jvm: with others, what is measured here is another service. */
    static final List<String> OF_THE_CONTAINER = List.of("-XX:+UseSerialGC", "-Xmx160m");

    private JvmOptions() {}
}
