package app.proca.notify.api;

import java.util.Optional;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

import app.proca.notify.api.edge.CurrentAddress;
import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.campaign.ActionPages;
import app.proca.notify.confirm.Answer;
import app.proca.notify.confirm.ConfirmKey;
import app.proca.notify.confirm.Confirms;
import app.proca.notify.confirm.Reminders;
import app.proca.notify.confirm.Respondent;
import app.proca.notify.org.Orgs;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** What one party asks and another answers. */
@GraphQLApi
@ApplicationScoped
public class ConfirmApi {

    private final CurrentViewer current;
    private final CurrentAddress address;
    private final Orgs orgs;
    private final ActionPages pages;
    private final Confirms confirms;
    private final Reminders reminders;

    ConfirmApi(CurrentViewer current, CurrentAddress address, Orgs orgs, ActionPages pages, Confirms confirms,
            Reminders reminders) {
        this.current = current;
        this.address = address;
        this.orgs = orgs;
        this.pages = pages;
        this.confirms = confirms;
        this.reminders = reminders;
    }

    /** Makes a page live: one of the campaign's lead at once, a partner's when the lead agrees. */
    @Mutation
    public Uni<@NonNull LaunchActionPageResult> launchActionPage(@NonNull String name, String message) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> Lookup.page(null, name)
                .chain(page -> {
                    Viewer asking = Viewer.allowed(viewer, page.orgId, Permission.MANAGE_ACTION_PAGES);
                    return Lookup.campaign(Math.toIntExact(page.campaignId), null).chain(Lookup::lead)
                            .chain(lead -> lead.id.equals(page.orgId)
                                    ? pages.launch(page).replaceWith(Status.SUCCESS)
                                    : confirms.askToLaunch(page, asking, message).replaceWith(Status.CONFIRMING));
                })
                .map(LaunchActionPageResult::new));
    }

    /** Invites somebody to work for the org, in a role whose rights the inviting one has. */
    @Mutation
    public Uni<@NonNull ConfirmView> inviteOrgUser(@NonNull String orgName, Inputs.@NonNull OfOrgUser input, String message) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> orgs.byName(orgName)
                .chain(org -> confirms.invite(org, Viewer.allowed(viewer, org.id, Permission.CHANGE_ORG_USERS), input.email,
                        input.role, message))
                .chain(confirm -> UserApi.view(Viewer.signedIn(viewer).userId(), viewer)
                        .map(inviting -> new ConfirmView(confirm, inviting))));
    }

    /** Says yes for an org. */
    @Mutation
    public Uni<@NonNull ConfirmResult> acceptOrgConfirm(@NonNull String name, Inputs.@NonNull OfConfirm confirm) {
        return forOrg(name, confirm, confirms::accept);
    }

    /** Says no for an org. */
    @Mutation
    public Uni<@NonNull ConfirmResult> rejectOrgConfirm(@NonNull String name, Inputs.@NonNull OfConfirm confirm) {
        return forOrg(name, confirm, confirms::reject);
    }

    /** Says yes as a user. */
    @Mutation
    public Uni<@NonNull ConfirmResult> acceptUserConfirm(Inputs.@NonNull OfConfirm confirm) {
        return forUser(confirm, confirms::accept);
    }

    /** Says no as a user. */
    @Mutation
    public Uni<@NonNull ConfirmResult> rejectUserConfirm(Inputs.@NonNull OfConfirm confirm) {
        return forUser(confirm, confirms::reject);
    }

    /** Sends the mails that ask once more, for who runs the instance. Proca has it on its console only. */
    @Mutation
    public Uni<@NonNull Status> sendConfirmByEmail(Integer id, String code) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> {
            Viewer.allowed(viewer, Permission.INSTANCE_OWNER);
            return reminders.mail(id, code).replaceWith(Status.SUCCESS);
        });
    }

    /** Emits the event of a question once more, for who runs the instance. Proca has it on its console only. */
    @Mutation
    public Uni<@NonNull Status> sendConfirmAsEvent(Integer id, String code) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> {
            Viewer.allowed(viewer, Permission.INSTANCE_OWNER);
            return reminders.event(id, code).replaceWith(Status.SUCCESS);
        });
    }

    private Uni<ConfirmResult> forOrg(String name, Inputs.OfConfirm input,
            BiFunction<ConfirmKey, Respondent, Uni<Answer>> answer) {
        Optional<Viewer> viewer = current.get();
        String from = address.get();
        return Operations.inTransaction(() -> orgs.byName(name)
                .invoke(org -> Viewer.memberOf(viewer, org.id))
                .chain(org -> answer.apply(input.value(), new Respondent(viewer, org.id, from)))
                .chain(given -> result(given, viewer)));
    }

    private Uni<ConfirmResult> forUser(Inputs.OfConfirm input, BiFunction<ConfirmKey, Respondent, Uni<Answer>> answer) {
        Optional<Viewer> viewer = current.get();
        String from = address.get();
        return Operations.inTransaction(() -> {
            Viewer known = Viewer.signedIn(viewer);
            return answer.apply(input.value(), new Respondent(Optional.of(known), null, from))
                    .chain(given -> result(given, viewer));
        });
    }

    private static Uni<ConfirmResult> result(Answer answer, Optional<Viewer> viewer) {
        Status status = answer.changed() ? Status.SUCCESS : Status.NOOP;
        OrgView employer = answer.org() == null ? null : OrgView.of(answer.org(), viewer);
        return answer.page() == null
                ? Uni.createFrom().item(new ConfirmResult(status, null, null, employer, answer.message()))
                : Lookup.view(answer.page(), viewer)
                        .map(page -> new ConfirmResult(status, page, null, employer, answer.message()));
    }

    /** Whether the page is live now. */
    @Type("LaunchActionPageResult")
    public static class LaunchActionPageResult {

        private final Status status;

        LaunchActionPageResult(Status status) {
            this.status = status;
        }

        @NonNull
        public Status getStatus() {
            return status;
        }
    }
}
