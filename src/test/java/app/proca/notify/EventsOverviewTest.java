package app.proca.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** {@code docs/events.md} names every observer of our events, and no other. */
class EventsOverviewTest {

    private static final String OURS = "app.proca.notify";
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| `([^`]+)` \\| .+ \\|");

    @Test
    void the_overview_names_the_observers_that_exist() throws IOException {
        List<String> written = Files.readAllLines(Path.of("docs/events.md")).stream().map(ROW::matcher)
                .filter(Matcher::matches).map(row -> row.group(1) + " " + row.group(2)).toList();

        assertThat(written).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(observers());
    }

    private static List<String> observers() {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(OURS).stream()
                // those that the build makes call ours
                .filter(type -> !type.getName().contains("_"))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getParameters().stream()
                        .anyMatch(parameter -> parameter.isAnnotatedWith(Observes.class)
                                || parameter.isAnnotatedWith(ObservesAsync.class)))
                .map(JavaMethod::reflect)
                .flatMap(method -> Stream.of(method.getParameters()).flatMap(parameter -> observer(method, parameter)))
                .toList();
    }

    private static Stream<String> observer(Method method, Parameter parameter) {
        Type event = parameter.getParameterizedType();
        boolean observed = parameter.isAnnotationPresent(Observes.class) || parameter.isAnnotationPresent(ObservesAsync.class);
        return observed && event.getTypeName().startsWith(OURS)
                ? Stream.of(name(event) + " " + method.getDeclaringClass().getSimpleName() + "." + method.getName())
                : Stream.empty();
    }

    private static String name(Type event) {
        return event instanceof ParameterizedType of
                ? name(of.getRawType()) + "<" + name(of.getActualTypeArguments()[0]) + ">"
                : ((Class<?>) event).getSimpleName();
    }
}
