package app.proca.notify.boot;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The environment variables whose form Quarkus would not check, or not understand. A value that is empty counts as not
 * given.
 *
 * @param lookup the value of a variable, or null
 */
record Environment(Function<String, @Nullable String> lookup) {

    static final String DATABASE = "DATABASE_URL";
    static final String BROKER = "AMQP_URL";
    private static final int HIGHEST_PORT = 65_535;

    /** That of this process; a system property of the same name goes before. */
    static Environment ofThisProcess() {
        return new Environment(name -> Optional.ofNullable(System.getProperty(name)).orElseGet(() -> System.getenv(name)));
    }

    boolean gives(String name) {
        return value(name).isPresent();
    }

    /** Quarkus' names for what is given; refuses what is wrong. */
    Map<String, String> asQuarkusNamesIt() {
        Map<String, String> settings = new LinkedHashMap<>();
        value(DATABASE).map(DatabaseUrl::parse).map(DatabaseUrl::asQuarkusNamesIt).ifPresent(settings::putAll);
        value(BROKER).map(AmqpUrl::parse).ifPresent(url -> settings.put("proca.broker.url", url.text()));
        return settings;
    }

    /** Refuses a value that would fail later, or with a stack trace. */
    void check() {
        var unused = asQuarkusNamesIt();
        value("PORT").ifPresent(Environment::checkPort);
        value("ADMIN_EMAIL").ifPresent(Environment::checkEmail);
        value("MAX_BODY_SIZE").ifPresent(Environment::checkSize);
    }

    /** Refuses that it is missing, unless the setting that it stands for is given under Quarkus' own name. */
    void require(String name, String setting, String form) {
        if (!gives(name) && !gives(setting) && !gives(setting.replace('.', '_').toUpperCase(Locale.ROOT))) {
            throw new WrongSetting(name + " is not set. " + form + ".");
        }
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(lookup.apply(name)).filter(value -> !value.isBlank());
    }

    private static void checkPort(String value) {
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > HIGHEST_PORT) {
            throw new WrongSetting("PORT must be a number from 0 (any free port) to " + HIGHEST_PORT + "; it is " + value + ".");
        }
    }

    private static void checkEmail(String value) {
        if (!value.matches("[^@\\s]+@[^@\\s]+")) {
            throw new WrongSetting("ADMIN_EMAIL must be a mail address, like admin@example.org.");
        }
    }

    private static void checkSize(String value) {
        if (!value.matches("[0-9]+[KkMm]?")) {
            throw new WrongSetting("MAX_BODY_SIZE must be a number of bytes, or end with K or M, like 1M; it is " + value + ".");
        }
    }
}
