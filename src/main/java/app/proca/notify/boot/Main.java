package app.proca.notify.boot;

import java.nio.file.Path;
import java.util.Optional;

import app.proca.notify.local.LocalServices;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins: {@code serve}, or nothing, runs the service. */
@QuarkusMain
public class Main {

    private static final String SERVE = "serve";
    private static final int WRONG_USE = 2;
    /** Set by quarkus:dev (pom.xml): the folder of the services that are started beside it. */
    private static final String LOCAL_SERVICES = "local.services";

    public static void main(String... arguments) {
        Optional<String> complaint = complaint(arguments);
        if (complaint.isPresent()) {
            System.err.println(complaint.get());
            System.exit(WRONG_USE);
        }
        Quarkus.run(arguments);
    }

    private static Optional<String> complaint(String... arguments) {
        if (arguments.length > 1 || (arguments.length == 1 && !SERVE.equals(arguments[0]))) {
            return Optional.of("usage: java -jar quarkus-run.jar [serve]");
        }
        try {
            Environment environment = Environment.ofThisProcess();
            environment.check();
            String localServices = System.getProperty(LOCAL_SERVICES);
            if (localServices != null) {
                LocalServices.startMissing(Path.of(localServices), environment.gives(Environment.DATABASE),
                        environment.gives(Environment.BROKER));
            } else {
                environment.require(Environment.DATABASE, "quarkus.datasource.reactive.url", DatabaseUrl.FORM);
                environment.require(Environment.BROKER, "proca.broker.url", AmqpUrl.FORM);
            }
            return Optional.empty();
        } catch (WrongSetting wrong) {
            return Optional.ofNullable(wrong.getMessage());
        }
    }
}
