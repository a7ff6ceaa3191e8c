package app.proca.notify.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import app.proca.notify.template.CompiledTemplate;

/** The wording of the mails that every instance must be able to send before anyone wrote a template; in English. */
@Singleton
class BuiltInTemplates {

    /** Those that ask somebody for an answer. */
    static final List<String> NAMES =
            List.of("launch_page", "join_campaign", "add_staffer", "add_partner", "confirm_action");
    /** Those that say what does not arrive. */
    static final List<String> ALERTS = List.of("alert_missed", "alert_recovered");

    private static final String SUBJECT = "Subject: ";

    private final Map<String, CompiledTemplate> templates =
            Stream.concat(NAMES.stream(), ALERTS.stream())
                    .collect(Collectors.toUnmodifiableMap(Function.identity(), BuiltInTemplates::load));

    Optional<CompiledTemplate> find(String name) {
        return Optional.ofNullable(templates.get(name));
    }

    /** The text begins with a line for the subject and an empty one. */
    private static CompiledTemplate load(String name) {
        String[] parts = resource(name + ".txt").split("\n\n", 2);
        return CompiledTemplate.of(parts[0].substring(SUBJECT.length()), resource(name + ".html"), parts[1]);
    }

    private static String resource(String name) {
        try (InputStream stream = BuiltInTemplates.class.getResourceAsStream("/mail/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the built-in template " + name, failure);
        }
    }
}
