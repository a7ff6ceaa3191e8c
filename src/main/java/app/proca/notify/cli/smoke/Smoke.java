package app.proca.notify.cli.smoke;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import app.proca.notify.cli.smoke.Plan.Step;
import app.proca.notify.cli.smoke.receipt.NotSeen;
import app.proca.notify.cli.smoke.receipt.Subscription;
import app.proca.notify.cli.smoke.receipt.Untold;
import app.proca.notify.cli.smoke.report.Report;
import app.proca.notify.cli.smoke.report.Result;
import app.proca.notify.cli.smoke.report.Result.State;

/** One run. Runs do not get into each other's way, nor into anybody else's. */
public final class Smoke {

    private static final String INTERRUPTED = "the run was interrupted";
    private static final int CLEANING_ATTEMPTS = 3;
    private static final long BETWEEN_ATTEMPTS_MS = 500;

    private final Equipment equipment;
    private final Interruption interruption;
    private final Clock clock;
    private final Target target;
    private final Service service;
    private final Scene scene;
    private final List<Result> results = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean cutOff;
    private boolean hopeless;

    private Smoke(Target target, Equipment equipment, Interruption interruption, Clock clock) {
        this.equipment = equipment;
        this.interruption = interruption;
        this.clock = clock;
        this.target = target;
        this.service = new Service(target.api(), target.authorization());
        this.scene = new Scene(service, target, ScratchName.of(clock.instant(), new Random().nextInt()), equipment);
    }

    /** Runs all checks that the equipment allows, and cleans up. */
    public static Report run(Target target, Equipment equipment, Interruption interruption, Clock clock) {
        return new Smoke(target, equipment, interruption, clock).run();
    }

    /** In the order in which they run; some make what later ones need. */
    static List<Check> checks() {
        return Stream
                .of(Looking.checks(), OrgRows.founding(), CampaignRows.changes(), ConfirmRows.checks(), SupporterRows.checks(),
                        List.of(OrgRows.newUser()), CampaignRows.removals(), List.of(OrgRows.deletion()))
                .flatMap(List::stream).toList();
    }

    private Report run() {
        Instant began = clock.instant();
        try {
            Plan.of(checks(), equipment.means()).steps().forEach(this::take);
        } finally {
            cutOff = Thread.currentThread().isInterrupted();
            interruption.cleanUp();
            scene.news.made().ifPresent(Subscription::close);
            if (!equipment.readOnly() && !hopeless) {
                cleanUp();
            }
        }
        return new Report(target.toString(), began, Duration.between(began, clock.instant()), results, notes);
    }

    private void take(Step step) {
        Check check = step.check();
        String skip = Thread.currentThread().isInterrupted() ? INTERRUPTED
                : hopeless ? "nothing else is worth trying, see above" : step.skip().orElse(null);
        Result result = skip == null ? tried(check.name(), check.row(), () -> check.act().on(scene))
                : Result.skipped(check.name(), check.row(), skip);
        hopeless |= check.first() && result.state() == State.FAILED;
        results.add(result);
    }

    private interface Deed {
        void done() throws InterruptedException;
    }

    private static Result tried(String name, String row, Deed deed) {
        long begin = System.nanoTime();
        try {
            deed.done();
            return Result.passed(name, row, since(begin));
        } catch (NotSeen failure) {
            return Result.failed(name, row, since(begin), String.valueOf(failure.getMessage()));
        } catch (Untold nobodyKnows) {
            return Result.skipped(name, row, String.valueOf(nobodyKnows.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Result.failed(name, row, since(begin), INTERRUPTED);
        }
    }

    private void cleanUp() {
        results.add(tried("what the run made is removed", "", this::removeOwn));
        Result others = tried("", "", this::removeLeftBehind);
        if (!others.reason().isEmpty()) {
            notes.add("What earlier runs left behind could not be removed: " + others.reason() + ".");
        }
        if (equipment.broker().isEmpty() && !scene.orgs().isEmpty()) {
            notes.add("The exchanges and queues of the orgs " + scene.orgs()
                    + ", which are gone, stay on the broker: with AMQP_URL they "
                    + "are removed, too.");
        }
    }

    /** What stands in the way may be gone a moment later; and a request that was cut off may still make something. */
    private void removeOwn() throws InterruptedException {
        Cleaning cleaning = new Cleaning(service, target.patience());
        List<String> names = List.of(scene.name.partner(), scene.name.lead());
        Set<Long> ids = new LinkedHashSet<>(scene.orgs());
        int attempts = 1;
        while (!isClean(cleaning, names, ids, attempts)) {
            attempts++;
            Thread.sleep(BETWEEN_ATTEMPTS_MS);
        }
        if (equipment.broker().isPresent()) {
            cleaning.forget(equipment.broker().get(), ids);
        }
    }

    /** @param ids gets those of the orgs that were found */
    private boolean isClean(Cleaning cleaning, List<String> names, Set<Long> ids, int attempts) throws InterruptedException {
        try {
            return !ids.addAll(cleaning.delete(names)) && !(cutOff && attempts == 1);
        } catch (NotSeen failure) {
            if (attempts == CLEANING_ATTEMPTS) {
                throw failure;
            }
            return false;
        }
    }

    private void removeLeftBehind() throws InterruptedException {
        Cleaning cleaning = new Cleaning(service, target.patience());
        List<String> names = cleaning.leftBehind(clock.instant());
        if (names.isEmpty()) {
            return;
        }
        List<Long> ids = cleaning.delete(names);
        if (equipment.broker().isPresent()) {
            cleaning.forget(equipment.broker().get(), ids);
        }
        notes.add("Removed what earlier runs had left behind: " + String.join(", ", names) + ".");
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
