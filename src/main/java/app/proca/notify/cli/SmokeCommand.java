package app.proca.notify.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;

import app.proca.notify.cli.smoke.Equipment;
import app.proca.notify.cli.smoke.Interruption;
import app.proca.notify.cli.smoke.Smoke;
import app.proca.notify.cli.smoke.Target;
import app.proca.notify.cli.smoke.receipt.Broker;
import app.proca.notify.cli.smoke.receipt.MailListener;
import app.proca.notify.cli.smoke.receipt.Mailboxes;
import app.proca.notify.cli.smoke.receipt.NotSeen;
import app.proca.notify.cli.smoke.receipt.Patience;
import app.proca.notify.cli.smoke.receipt.Place;
import app.proca.notify.cli.smoke.receipt.WebhookListener;
import app.proca.notify.cli.smoke.report.ForBuildServers;
import app.proca.notify.cli.smoke.report.ForPeople;
import app.proca.notify.cli.smoke.report.ForPrograms;
import app.proca.notify.cli.smoke.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Tries a running service from outside. */
@Command(name = "smoke", sortOptions = false, header = "Tries a running service from outside, each change to its receipt.", description = {
        "Makes two scratch orgs, changes what can be changed, and waits for what has to follow: queues, events, mails, calls of a "
                + "webhook, news of a subscription. What it cannot see it skips, and says so. Then it removes what it made, also when it is "
                + "interrupted; what a killed run left behind the next one removes, an hour later. It may run every minute, and twice "
                + "at once.",
        "It is a failure where one check fails." }, footer = { "",
                "The broker is the one that AMQP_URL names, or the file of --amqp-url-file; without it, and without --url, that of the "
                        + "quarkus:dev that was started in this folder. It is never an argument: it holds a password.",
                ServiceOptions.WHO })
final class SmokeCommand implements Callable<Integer> {

    private static final int PASSED = 0;
    private static final int FAILED = 1;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    NotifyCommand parent;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    ServiceOptions service;

    @Option(names = "--read-only", description = "Change nothing: for a service in use.")
    boolean readOnly;

    @Option(names = "--thorough", description = "Also try what leaves a trace: registers a user, whom nobody can remove, and renames "
            + "the instance org for a moment.")
    boolean thorough;

    @Option(names = "--amqp-url-file", paramLabel = "<file>", description = "A file that holds what AMQP_URL would.")
    @Nullable
    Path amqpUrlFile;

    @Option(names = "--listen", paramLabel = "<host>[:<port>]", description = "Where the service reaches this machine: webhooks are taken "
            + "at this port, mails at the next; without one, at any free ones.")
    @Nullable
    String listen;

    @Option(names = "--mailbox", paramLabel = "<url>", description = "Where the instance's mails are seen: the root of a Mailpit, or "
            + "the page /mailbox of a service in dev mode; of several instances each, by repeating it.")
    List<URI> mailboxes = List.of();

    @Option(names = "--instance-org", paramLabel = "<org>", description = "The org that runs the instance, instead of ORG_NAME.")
    @Nullable
    String instanceOrg;

    @Option(names = "--timeout", paramLabel = "<time>", description = "How long each thing may take to arrive, like 5s; 10s if not given.")
    Duration timeout = Duration.ofSeconds(10);

    @Option(names = "--junit", paramLabel = "<file>", description = "Also write JUnit's XML.")
    @Nullable
    Path junit;

    @Override
    public Integer call() {
        ServiceAddress address = service.address(parent);
        Target target = new Target(address.api(), address.authorization(), instanceOrg(), new Patience(timeout));
        ExecutorService consumers = Executors.newSingleThreadExecutor();
        try (Interruption interruption = Interruption.watch(); Equipment equipment = equipment(consumers)) {
            Report report = Smoke.run(target, equipment, interruption, Clock.systemUTC());
            tell(report);
            return report.passed() ? PASSED : FAILED;
        } finally {
            consumers.shutdownNow();
        }
    }

    private Equipment equipment(ExecutorService consumers) {
        boolean mayListen = listen != null && !readOnly;
        return new Equipment(readOnly, thorough, broker().map(address -> broker(address, consumers)),
                mayListen ? Optional.of(webhook()) : Optional.empty(), mayListen ? Optional.of(mails()) : Optional.empty(),
                mailboxes.isEmpty() ? Optional.empty() : Optional.of(new Mailboxes(mailboxes)));
    }

    /** Of the quarkus:dev in this folder only where the service is its own, too. */
    private Optional<BrokerAddress> broker() {
        return BrokerAddress.given(amqpUrlFile, "--amqp-url-file", parent.environment())
                .or(() -> service.isUsual(parent) ? BrokerAddress.ofThisFolder(parent.environment()) : Optional.empty());
    }

    /** Where it is away, the checks that need it say so. */
    private static Broker broker(BrokerAddress address, ExecutorService consumers) {
        return new Broker(() -> {
            try {
                return address.connect(consumers);
            } catch (Failed absent) {
                throw new NotSeen(String.valueOf(absent.getMessage()).replaceFirst("\\.$", ""));
            }
        });
    }

    private WebhookListener webhook() {
        try {
            return WebhookListener.at(place(), UUID.randomUUID().toString());
        } catch (IOException failure) {
            throw new WrongAddress("Nothing can listen at " + listen + ": " + failure.getMessage() + ".");
        }
    }

    private MailListener mails() {
        try {
            return MailListener.at(place().next());
        } catch (IOException failure) {
            throw new WrongAddress("No mails can be taken at " + listen + ": " + failure.getMessage() + ".");
        }
    }

    private Place place() {
        try {
            return Place.parse(String.valueOf(listen));
        } catch (IllegalArgumentException wrong) {
            throw new WrongAddress("--listen: " + wrong.getMessage() + ".");
        }
    }

    private String instanceOrg() {
        return instanceOrg != null ? instanceOrg : Sources.given(parent.environment(), "ORG_NAME").orElse("instance");
    }

    private void tell(Report report) {
        parent.out().println(service.json ? ForPrograms.tell(report) : ForPeople.tell(report));
        if (junit == null) {
            return;
        }
        try {
            Files.writeString(junit, ForBuildServers.tell(report), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new Failed("The file " + junit + " cannot be written: " + failure.getClass().getSimpleName() + ".");
        }
    }
}
