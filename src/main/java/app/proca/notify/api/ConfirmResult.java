package app.proca.notify.api;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** What came of an answer, and what it was about. */
@Type("ConfirmResult")
public class ConfirmResult {

    private final Status status;
    private final @Nullable ActionPageView page;
    private final @Nullable CampaignView about;
    private final @Nullable OrgView employer;
    private final @Nullable String message;

    ConfirmResult(Status status, @Nullable ActionPageView page, @Nullable CampaignView about, @Nullable OrgView employer,
            @Nullable String message) {
        this.status = status;
        this.page = page;
        this.about = about;
        this.employer = employer;
        this.message = message;
    }

    @NonNull
    public Status getStatus() {
        return status;
    }

    public @Nullable ActionPageView getActionPage() {
        return page;
    }

    public @Nullable CampaignView getCampaign() {
        return about;
    }

    public @Nullable OrgView getOrg() {
        return employer;
    }

    /** Of the one who asked. */
    public @Nullable String getMessage() {
        return message;
    }
}
