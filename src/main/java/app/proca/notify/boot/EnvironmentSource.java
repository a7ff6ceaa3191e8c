package app.proca.notify.boot;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/** Hands the environment variables to Quarkus under its own names; what names a setting directly goes before. */
public class EnvironmentSource implements ConfigSourceFactory {

    /** Above application.properties, below the environment. */
    private static final int ORDINAL = 275;

    /** Set where the service runs: a build would write what it finds in its environment, secrets too, into the package. */
    private static final String SERVING = "proca.serving";

    /** To be called before Quarkus begins. */
    static void open() {
        System.setProperty(SERVING, "true");
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (valueIn(context, SERVING) == null) {
            return List.of();
        }
        Map<String, String> settings = new Environment(name -> valueIn(context, name)).asQuarkusNamesIt();
        return List.of(new PropertiesConfigSource(settings, "the environment variables of the README", ORDINAL));
    }

    private static @Nullable String valueIn(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null ? null : value.getValue();
    }
}
