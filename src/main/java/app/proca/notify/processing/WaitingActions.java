package app.proca.notify.processing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.change.Created;
import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.Updated;
import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Outbox;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import io.smallrye.mutiny.Uni;

/** Decides that the actions of a supporter are processed, whenever one of them may go on (spec/events.md, row 17). */
@ApplicationScoped
class WaitingActions {

    static final String KIND = "process_actions";

    private final Outbox outbox;

    WaitingActions(Outbox outbox) {
        this.outbox = outbox;
    }

    void processNewAction(@Observes Created<Action> created) {
        process(created.entity(), created.unit());
    }

    void processLinkedAction(@Observes Updated<Action> updated) {
        if (updated.changes().touch("supporterId")) {
            process(updated.entity(), updated.unit());
        }
    }

    void processPassedAction(@Observes Updated<Action> updated) {
        if (updated.changes().touch("processingStatus") && updated.entity().processingStatus == ActionStatus.ACCEPTED) {
            process(updated.entity(), updated.unit());
        }
    }

    /** What was kept of the supporter for its messages is not needed any more. */
    void forgetSupporterOfRefusedAction(@Observes Updated<Action> updated) {
        if (updated.entity().processingStatus == ActionStatus.REJECTED
                && updated.changes().before("processingStatus") == ActionStatus.CONFIRMING) {
            process(updated.entity(), updated.unit());
        }
    }

    /** Whom processing itself accepts was new before; who was confirming has answered. */
    void processActionsOfAnsweringSupporter(@Observes Updated<Supporter> updated) {
        Supporter supporter = updated.entity();
        boolean accepted = supporter.processingStatus == ProcessingStatus.ACCEPTED
                && updated.changes().before("processingStatus") == ProcessingStatus.CONFIRMING;
        boolean rejected = supporter.processingStatus == ProcessingStatus.REJECTED;
        if (updated.changes().touch("processingStatus") && (accepted || rejected)) {
            tell(updated.unit(), Mandate.ofAll(supporter.id), supporter.actionPageId);
        }
    }

    private void process(Action action, UnitOfWork unit) {
        if (action.supporterId != null) {
            tell(unit, new Mandate(action.supporterId, Set.of(action.id)), action.actionPageId);
        }
    }

    /** One notification for each supporter, however many of their actions the transaction concerns. */
    private void tell(UnitOfWork unit, Mandate mandate, long pageId) {
        List<Mandate> mandates = unit.attachment(Mandates.class, Mandates::new).of(mandate.supporter());
        mandates.add(mandate);
        outbox.tell(unit, KIND, subject(mandate.supporter()), () -> org(pageId)
                .map(org -> List.of(notification(org, mandates.stream().reduce(Mandate::and).orElse(mandate)))));
    }

    static NewNotification notification(long orgId, Mandate mandate) {
        return new NewNotification(Channel.PROCESSING, orgId, subject(mandate.supporter()), KIND, "actions", null,
                mandate.written());
    }

    private static String subject(long supporterId) {
        return "supporter:" + supporterId;
    }

    /** The operation that takes an action has looked its page up: the session knows it. */
    private static Uni<Long> org(long pageId) {
        return ActionPage.<ActionPage>findById(pageId).map(page -> page.orgId);
    }

    /** Those of one transaction, by supporter. */
    private static final class Mandates {

        private final Map<Long, List<Mandate>> bySupporter = new HashMap<>();

        List<Mandate> of(long supporterId) {
            return bySupporter.computeIfAbsent(supporterId, first -> new ArrayList<>());
        }
    }
}
