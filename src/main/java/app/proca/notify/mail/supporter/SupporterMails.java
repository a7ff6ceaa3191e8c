package app.proca.notify.mail.supporter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.CampaignStats;
import app.proca.notify.common.ClientFault;
import app.proca.notify.mail.backend.Sender;
import app.proca.notify.mail.letter.Letter;
import app.proca.notify.mail.letter.MailAddress;
import app.proca.notify.org.InstanceSettings;
import app.proca.notify.outbox.Outcome;
import app.proca.notify.queue.topology.Topology;
import app.proca.notify.queue.work.QueuedMessage;
import app.proca.notify.queue.work.WorkOutcome;
import app.proca.notify.queue.work.Worker;
import app.proca.notify.template.CompiledTemplate;
import app.proca.notify.template.CompiledTemplates;
import io.smallrye.mutiny.Uni;

/**
 * Mails supporters, for all orgs. Phases: (1) read the message; (2) decide, by the page and by what became of the action,
 * which mail it is due: none is a success; (3) find template, sender and counters; (4) fill the template; (5) post it. A
 * missing template fails the message in 3, what is wrong with the mail itself ends it in 4 and 5, and while the backend is
 * away or cannot be used, the queue waits.
 */
@ApplicationScoped
class SupporterMails implements Worker {

    private static final Logger LOG = Logger.getLogger(SupporterMails.class);
    /** Mail servers that know no sender want to be asked again, some after hours. */
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** A mail on its way: what is said of it. */
    private record Due(QueuedMessage message, ActionTold told, MailingPage page, Standing standing, Decision.Mail mail) {

        /** Says all that an operator needs to find it, and nothing of the recipient. */
        String named(String reason) {
            return "Template \"" + mail.template() + "\" in "
                    + (mail.locale() == null ? "any locale" : "locale \"" + mail.locale() + "\"") + " of org " + page.orgId()
                    + ", for action " + told.actionId() + ": " + reason;
        }
    }

    private final MailFacts facts;
    private final CompiledTemplates templates;
    private final InstanceSettings instance;
    private final Clock clock;

    SupporterMails(MailFacts facts, CompiledTemplates templates, InstanceSettings instance, Clock clock) {
        this.facts = facts;
        this.templates = templates;
        this.instance = instance;
        this.clock = clock;
    }

    @Override
    public String work() {
        return Topology.EMAIL;
    }

    @Override
    public void begin(long orgId) {
        facts.forgetSender(orgId).subscribe().with(forgotten -> {},
                failure -> LOG.warnf("The sender of org %d is kept for another moment: %s", orgId, failure.toString()));
    }

    @Override
    public Uni<WorkOutcome> work(QueuedMessage message) {
        return ActionTold.read(message.body().toString()).map(told -> work(message, told))
                .orElseGet(() -> outcome(new WorkOutcome.GivenUp("it is no message about an action")));
    }

    private Uni<WorkOutcome> work(QueuedMessage message, ActionTold told) {
        return facts.page(told.actionPageId())
                .chain(page -> page.filter(found -> Decision.mayMail(told, message.orgId(), found))
                        .map(found -> decide(message, told, found))
                        .orElseGet(SupporterMails::done));
    }

    private Uni<WorkOutcome> decide(QueuedMessage message, ActionTold told, MailingPage page) {
        return facts.standing(told.actionId(), page.orgId())
                .chain(found -> act(message, told, page, found.orElse(Standing.GONE)));
    }

    private Uni<WorkOutcome> act(QueuedMessage message, ActionTold told, MailingPage page, Standing standing) {
        Decision decision = Decision.of(told, message.orgId(), page, standing);
        if (decision instanceof Decision.Mail mail) {
            return mail(new Due(message, told, page, standing, mail));
        }
        if (decision instanceof Decision.Withheld withheld) {
            return outcome(new WorkOutcome.Withheld(withheld.reason()));
        }
        return decision instanceof Decision.NoTemplate ? outcome(new WorkOutcome.Failed("Org " + page.orgId()
                + " has no template that asks supporters to confirm, for action " + told.actionId() + ": name one for page "
                + page.id() + ", its campaign or the org")) : done();
    }

    private Uni<WorkOutcome> mail(Due due) {
        if (!due.page().hasAddress()) {
            return outcome(new WorkOutcome.Unavailable("org " + due.page().orgId() + " has no address to send from"));
        }
        return templates.find(due.page().orgId(), due.mail().template(), due.mail().locale())
                .chain(template -> template.map(found -> mail(due, found))
                        .orElseGet(() -> outcome(new WorkOutcome.Failed(due.named("there is no such template")))))
                // Names, addresses and templates that cannot be
                .onFailure(SupporterMails::isTheMails)
                .recoverWithItem(wrong -> new WorkOutcome.GivenUp(due.named(String.valueOf(wrong.getMessage()))));
    }

    private Uni<WorkOutcome> mail(Due due, CompiledTemplate template) {
        return facts.sender(due.page().orgId())
                .chain(sender -> sender.map(found -> post(due, template, found))
                        .orElseGet(() -> outcome(new WorkOutcome.GivenUp(due.named("the org is gone")))));
    }

    private Uni<WorkOutcome> post(Due due, CompiledTemplate template, Sender sender) {
        if (isRecent(due.message().arrival().sentAt()) && !isTurn(due.message().returns())) {
            return outcome(new WorkOutcome.Postponed(due.named("its server is asked again later")));
        }
        return facts.stats(due.told().campaignId())
                .chain(stats -> sender.backend().post(letter(due, template, sender, stats)))
                .map(outcome -> worked(due, outcome));
    }

    private Letter letter(Due due, CompiledTemplate template, Sender sender, CampaignStats stats) {
        ActionTold told = due.told();
        boolean asksToConfirm = due.mail().asksToConfirm();
        SupporterLinks links = new SupporterLinks(instance.domain(), told.actionId(),
                given(told.contact().reference(), "contact reference"));
        CompiledTemplate.Filled filled =
                template.fill(MergeFields.of(told, due.page(), due.standing(), stats, links, asksToConfirm));
        return new Letter(messageId(due), Objects.requireNonNullElseGet(due.message().arrival().sentAt(), clock::instant),
                sender.from(), MailAddress.typed(told.contact().firstName(), given(told.contact().email(), "e-mail address")),
                sender.replyTo(), filled.subject(), filled.text(), filled.html(),
                // who did not opt in is on no list, and withdraws by the mail's own links
                !asksToConfirm && told.optedIn() ? links.reject() : null, "action:" + told.actionId())
                .tracedBy(due.message().traceparent());
    }

    /** The same each time that the same message comes. */
    private String messageId(Due due) {
        String id = due.message().arrival().messageId();
        return "<action." + due.told().actionId() + "."
                + (id != null && ID.matcher(id).matches() ? id : due.told().stage()) + "@" + instance.host() + ">";
    }

    private WorkOutcome worked(Due due, Outcome outcome) {
        // Java 17 has no pattern switch
        if (outcome instanceof Outcome.Refused refused) {
            return new WorkOutcome.GivenUp(due.named(refused.reason()));
        }
        if (outcome instanceof Outcome.Failed failed) {
            String reason = due.named(failed.reason());
            return isRecent(due.message().arrival().sentAt()) ? new WorkOutcome.Postponed(reason)
                    : new WorkOutcome.Failed(reason);
        }
        if (outcome instanceof Outcome.AddressUnavailable away) {
            return new WorkOutcome.Unavailable(away.reason());
        }
        return outcome instanceof Outcome.Unavailable away ? new WorkOutcome.Unavailable(away.reason()) : new WorkOutcome.Done();
    }

    private boolean isRecent(@Nullable Instant sentAt) {
        return sentAt != null && sentAt.isAfter(clock.instant().minus(PATIENCE));
    }

    /** Attempts grow apart, as far as a day allows: the circuit always takes the same time. */
    static boolean isTurn(long returns) {
        return Long.bitCount(returns) <= 1;
    }

    private static String given(@Nullable String value, String what) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("the message has no " + what));
    }

    private static boolean isTheMails(Throwable failure) {
        return failure instanceof IllegalArgumentException || failure instanceof ClientFault;
    }

    /** No mail is due. */
    private static Uni<WorkOutcome> done() {
        return outcome(new WorkOutcome.Done(false));
    }

    private static Uni<WorkOutcome> outcome(WorkOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
