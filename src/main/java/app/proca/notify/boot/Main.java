package app.proca.notify.boot;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import app.proca.notify.cli.NotifyCommand;
import app.proca.notify.local.LocalServices;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins: {@code serve}, or nothing, runs the service; all else needs no Quarkus. */
@QuarkusMain
public class Main {

    private static final String SERVE = "serve";
    private static final String MIGRATE = "migrate";
    private static final int WRONG_USE = 2;
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(30);

    public static void main(String... arguments) {
        if (arguments.length == 1 && MIGRATE.equals(arguments[0])) {
            System.exit(Migration.run(Environment.ofThisProcess(), DATABASE_LIMIT));
        }
        if (!isToServe(arguments)) {
            System.exit(NotifyCommand.execute(Environment.ofThisProcess().lookup(), utf8(FileDescriptor.out),
                    utf8(FileDescriptor.err), arguments));
        }
        Optional<String> complaint = complaint();
        if (complaint.isPresent()) {
            System.err.println(complaint.get());
            System.exit(WRONG_USE);
        }
        EnvironmentSource.open();
        Quarkus.run(arguments);
    }

    private static boolean isToServe(String... arguments) {
        return arguments.length == 0 || (arguments.length == 1 && SERVE.equals(arguments[0]));
    }

    /** Messages are UTF-8, whatever the machine's locale is. */
    private static PrintStream utf8(FileDescriptor output) {
        return new PrintStream(new FileOutputStream(output), true, StandardCharsets.UTF_8);
    }

    private static Optional<String> complaint() {
        try {
            Environment environment = Environment.ofThisProcess();
            environment.check();
            String localServices = System.getProperty(LocalServices.FOLDER);
            if (localServices != null) {
                LocalServices.startMissing(Path.of(localServices), environment.gives(Environment.DATABASE),
                        environment.gives(Environment.BROKER));
            } else {
                environment.require(Environment.DATABASE, "quarkus.datasource.reactive.url", DatabaseUrl.FORM);
                environment.require(Environment.BROKER, "proca.broker.url", AmqpUrl.FORM);
                environment.database().ifPresent(url -> new AwaitedDatabase(url).await(DATABASE_LIMIT, System.err::println));
            }
            return Optional.empty();
        } catch (WrongSetting wrong) {
            return Optional.ofNullable(wrong.getMessage());
        }
    }
}
