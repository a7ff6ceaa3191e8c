package app.proca.notify;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;

import app.proca.notify.outbox.LogTail;
import io.smallrye.mutiny.Uni;

/** Holds the code against the rules that every class follows. */
class ArchitectureTest {

    private static final String ROOT = "app.proca.notify";

    /** Lowest first; a package may use its own floor and those below. Some are built later. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("common"),
            List.of("database", "change"),
            List.of("outbox"),
            List.of("org", "key", "user", "campaign", "template"),
            List.of("supporter", "mtt", "action", "confirm"),
            List.of("message"),
            List.of("queue"),
            List.of("mail", "webhook", "sqs", "processing", "stats", "live"),
            List.of("api"),
            List.of("ops"),
            List.of("boot", "cli", "local"));
    private static final int REACTIONS = 7;

    /** Those that wait while the service starts, before anything runs on an event loop. */
    private static final Class<?>[] WAIT_AT_START = { LogTail.class };

    private static final JavaClasses CODE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void a_package_uses_only_those_below() {
        LayeredArchitecture floors = layeredArchitecture().consideringOnlyDependenciesInAnyPackage(ROOT + "..")
                .withOptionalLayers(true).ensureAllClassesAreContainedInArchitecture();
        for (List<String> floor : FLOORS) {
            floors = floors.layer(floor.toString()).definedBy(packages(floor));
        }
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            String[] below = FLOORS.subList(0, floor).stream().map(List::toString).toArray(String[]::new);
            floors = below.length == 0 ? floors.whereLayer(FLOORS.get(floor).toString()).mayNotAccessAnyLayer()
                    : floors.whereLayer(FLOORS.get(floor).toString()).mayOnlyAccessLayers(below);
        }

        floors.check(CODE);
    }

    @Test
    void no_packages_use_each_other_in_a_circle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void reactions_do_not_know_each_other() {
        List<String> reactions = FLOORS.get(REACTIONS);
        for (String reaction : reactions) {
            String[] others = packages(reactions.stream().filter(name -> !name.equals(reaction)).toList());
            noClasses().that().resideInAPackage(ROOT + "." + reaction + "..").should().dependOnClassesThat()
                    .resideInAnyPackage(others).allowEmptyShould(true).check(CODE);
        }
    }

    @Test
    void local_services_know_nothing_of_ours_and_are_known_by_the_start_and_the_command_line() {
        String[] ours = packages(FLOORS.stream().flatMap(List::stream).filter(name -> !name.equals("local")).toList());

        noClasses().that().resideInAPackage(ROOT + ".local..").should().dependOnClassesThat().resideInAnyPackage(ours)
                .check(CODE);
        classes().that().resideInAPackage(ROOT + ".local..").should().onlyHaveDependentClassesThat()
                .resideInAnyPackage(packages(List.of("local", "boot", "cli"))).check(CODE);
    }

    @Test
    void the_command_line_sees_the_service_from_outside() {
        noClasses().that().resideInAPackage(ROOT + ".cli..").should().dependOnClassesThat()
                .resideInAnyPackage(packages(FLOORS.subList(0, FLOORS.size() - 1).stream().flatMap(List::stream).toList()))
                .allowEmptyShould(true).check(CODE);
    }

    @Test
    void every_package_says_that_null_and_unused_results_are_errors() {
        Stream<JavaPackage> packages = CODE.getPackage(ROOT).getSubpackagesInTree().stream()
                .filter(candidate -> !candidate.getClasses().isEmpty());

        assertThat(packages).isNotEmpty().allMatch(one -> one.isAnnotatedWith(NullMarked.class), "@NullMarked")
                .allMatch(one -> one.isAnnotatedWith(CheckReturnValue.class), "@CheckReturnValue");
    }

    /** ArC ignores what an observer returns: a Uni would never run. */
    @Test
    void observers_are_void_and_package_private() {
        methods().that(haveParameter(Observes.class, any -> true))
                .should().haveRawReturnType(void.class)
                .andShould().notBePublic().andShould().notBeProtected().andShould().notBePrivate().check(CODE);
    }

    /** An asynchronous observer runs beside the transaction, on another thread than its session. */
    @Test
    void nothing_is_observed_asynchronously() {
        noCodeUnits().should(be(haveParameter(ObservesAsync.class, any -> true))).check(CODE);
        noClasses().should().accessTargetWhere(targetOwner(assignableTo(Event.class)).and(target(name("fireAsync")))).check(CODE);
    }

    @Test
    void nobody_waits_for_a_uni_but_at_the_start() {
        noClasses().that().doNotBelongToAnyOf(WAIT_AT_START)
                .should().accessTargetWhere(targetOwner(assignableTo(Uni.class)).and(target(name("await")))).check(CODE);
    }

    @Test
    void nothing_is_sent_and_forgotten() {
        noClasses().should().accessTargetWhere(target(nameMatching(".*AndForget"))).check(CODE);
    }

    /** What Quarkus is told by its own names is read by them. */
    @Test
    void settings_of_ours_are_read_through_mappings() {
        noCodeUnits().should(be(haveParameter(ConfigProperty.class,
                parameter -> !parameter.getAnnotationOfType(ConfigProperty.class).name().startsWith("quarkus.")))).check(CODE);
        noFields().should().beAnnotatedWith(ConfigProperty.class).check(CODE);
    }

    @Test
    void dependencies_come_through_constructors() {
        noFields().should().beAnnotatedWith(Inject.class).check(CODE);
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }

    private static DescribedPredicate<JavaCodeUnit> haveParameter(Class<? extends Annotation> annotation,
            Predicate<JavaParameter> which) {
        return describe("have a parameter with @" + annotation.getSimpleName(), unit -> unit.getParameters().stream()
                .anyMatch(parameter -> parameter.isAnnotatedWith(annotation) && which.test(parameter)));
    }
}
