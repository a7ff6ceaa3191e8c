package app.proca.notify.confirm;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.ActionPages;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.common.ClientFault;
import app.proca.notify.org.Org;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/**
 * Another org is invited to a campaign; subject is the page that it gets one like. Who accepts says for which org of theirs,
 * unless they have only one. Proca's events add nothing to this operation; ours name campaign and inviting org, for the mail.
 */
@ApplicationScoped
class AddPartner implements Operation {

    private final ActionPages pages;

    AddPartner(ActionPages pages) {
        this.pages = pages;
    }

    @Override
    public ConfirmOperation kind() {
        return ConfirmOperation.ADD_PARTNER;
    }

    @Override
    public Uni<Answer> accept(Confirm confirm, Respondent by) {
        long orgId = requireMay(by);
        return ActionPage.<ActionPage>findById((long) confirm.subjectId)
                .map(page -> Operation.present(page, "action page"))
                .chain(page -> Org.<Org>findById(orgId)
                        .map(org -> Operation.present(org, "organisation"))
                        .chain(org -> freeName(org, page).chain(name -> pages.copy(page, org.id, name))))
                .map(copy -> Answer.of(copy, confirm));
    }

    /** Whoever was invited may decline without an account. */
    @Override
    public Uni<Answer> reject(Confirm confirm, Respondent by) {
        return Uni.createFrom().item(Answer::done);
    }

    @Override
    public Uni<Map<String, Object>> fields(Confirm confirm) {
        return ActionPage.<ActionPage>findById((long) confirm.subjectId)
                .chain(page -> page == null
                        ? Uni.createFrom().item(Map.of())
                        : Campaign.<Campaign>findById(page.campaignId).chain(campaign -> Org.<Org>findById(page.orgId)
                                .map(org -> Map.of("campaign", Names.of(campaign), "org", Names.of(org)))));
    }

    /** @return the org that gets the page */
    static long requireMay(Respondent by) {
        Viewer known = Viewer.signedIn(by.viewer());
        Set<Long> own = known.staffer().keySet();
        if (by.orgId() == null && own.size() > 1) {
            throw ClientFault.badArgument("Say for which organisation");
        }
        long orgId = Optional.ofNullable(by.orgId()).or(() -> own.stream().findFirst())
                .orElseThrow(() -> ClientFault.unauthorized("User is not a member of organisation"));
        var unused = Operation.requireIn(orgId, Permission.MANAGE_ACTION_PAGES, by.viewer());
        return orgId;
    }

    /** The org's name and the page's path, with a number where the org has such a page already. */
    private static Uni<String> freeName(Org org, ActionPage page) {
        String path = page.name.substring(page.name.indexOf('/') + 1);
        String wanted = org.name + "/" + path;
        return ActionPage.<ActionPage>list("lower(name) = ?1 or lower(name) like ?2 escape '!'",
                wanted.toLowerCase(Locale.ROOT), wanted.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "-%")
                .map(taken -> firstFree(wanted, taken.stream().map(other -> other.name).toList()));
    }

    static String firstFree(String wanted, List<String> taken) {
        Set<String> names = taken.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        return Stream.concat(Stream.of(wanted), Stream.iterate(1, number -> number + 1).map(number -> wanted + "-" + number))
                .filter(name -> !names.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst().orElseThrow();
    }
}
