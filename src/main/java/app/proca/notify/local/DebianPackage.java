package app.proca.notify.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** RabbitMQ as Debian packages it. */
final class DebianPackage {

    private static final String NAME = "rabbitmq-server";
    private static final Path LOG = Path.of(System.getProperty("java.io.tmpdir"), "proca-notify-apt.log");

    private DebianPackage() {}

    static boolean canBeInstalled() {
        return Root.isUser() && Files.exists(Path.of("/etc/debian_version")) && Command.find("apt-get").isPresent();
    }

    /** Installs it and stops the node that the package starts: ours is a private one. */
    static void install(Duration limit) {
        apt("update").run(limit);
        apt("install", "-y", "--no-install-recommends", NAME).run(limit);
        // fails where no service manager runs, and then nothing was started
        Command.of("service", NAME, "stop").loggingTo(LOG).succeeds(limit);
    }

    private static Command apt(String... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = "apt-get";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        return Command.of(line).with(Map.of("DEBIAN_FRONTEND", "noninteractive")).loggingTo(LOG);
    }
}
