package app.proca.notify.boot;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The environment variables of the README, which Quarkus would not check, not understand, or only with a stack trace. A
 * value that is empty counts as not given.
 *
 * @param lookup the value of a variable, or null
 */
record Environment(Function<String, @Nullable String> lookup) {

    static final String DATABASE = "DATABASE_URL";
    static final String BROKER = "AMQP_URL";

    /** That of this process; a system property of the same name goes before. */
    static Environment ofThisProcess() {
        return new Environment(name -> Optional.ofNullable(System.getProperty(name)).orElseGet(() -> System.getenv(name)));
    }

    boolean gives(String name) {
        return value(name).isPresent();
    }

    /** What {@code DATABASE_URL} names; refuses what is wrong. */
    Optional<DatabaseUrl> database() {
        return value(DATABASE).map(DatabaseUrl::parse);
    }

    /** Quarkus' names for what is given; refuses what is wrong with a sentence. */
    Map<String, String> asQuarkusNamesIt() {
        Map<String, String> settings = new LinkedHashMap<>();
        database().map(DatabaseUrl::asQuarkusNamesIt).ifPresent(settings::putAll);
        settings.putAll(HttpsVariables.asQuarkusNamesIt(this::value));
        settings.putAll(MailVariables.asQuarkusNamesIt(this::value));
        value(BROKER).map(AmqpUrl::parse).ifPresent(url -> settings.put("proca.broker.url", url.text()));
        for (Variable variable : Variable.values()) {
            value(variable.name()).map(variable::checked).ifPresent(value -> settings.put(variable.setting, value));
        }
        var unused = settings.computeIfPresent(Variable.PROCA_LOG_FORMAT.setting,
                (setting, format) -> Boolean.toString(format.equals("json")));
        if (gives(Variable.OTEL_EXPORTER_OTLP_ENDPOINT.name())) {
            settings.put("quarkus.otel.sdk.disabled", "false");
        }
        return settings;
    }

    /** Refuses a value that would fail later, or with a stack trace. */
    void check() {
        var unused = asQuarkusNamesIt();
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
}
