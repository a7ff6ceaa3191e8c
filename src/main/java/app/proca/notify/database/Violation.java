package app.proca.notify.database;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import app.proca.notify.common.ClientFault;

/** What a constraint of the database refused, in the words of the API (spec/graphql.md, Errors). */
public final class Violation {

    private static final String UNIQUE = "23505";
    private static final String FOREIGN_KEY = "23503";

    private static final Map<String, String> UNIQUE_FIELDS = Map.of(
            "orgs_name_index", "name",
            "campaigns_name_index", "name",
            "campaigns_org_id_external_id_index", "externalId",
            "action_pages_name_index", "name",
            "email_templates_org_id_name_locale_index", "name",
            "users_email_index", "email",
            "users_external_id_index", "externalId");

    private static final Map<String, String> USED_BY = Map.of(
            "actions_action_page_id_fkey", "has action data",
            "supporters_action_page_id_fkey", "has action data",
            "supporters_campaign_id_fkey", "has action data",
            "action_pages_campaign_id_fkey", "has action pages",
            "action_pages_org_id_fkey", "has action pages",
            "contacts_public_key_id_fkey", "has action data",
            "contacts_sign_key_id_fkey", "has action data");

    private Violation() {
    }

    /** The caller's fault behind a failed statement; the failure itself where it is none. */
    public static Throwable explain(Throwable failure) {
        return refusal(failure).flatMap(Violation::fault).<Throwable> map(fault -> fault).orElse(failure);
    }

    private static Optional<SQLException> refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    private static Optional<ClientFault> fault(SQLException refused) {
        if (UNIQUE.equals(refused.getSQLState())) {
            return named(UNIQUE_FIELDS, refused).map(field -> ClientFault.invalid(field, "has already been taken"));
        }
        if (FOREIGN_KEY.equals(refused.getSQLState())) {
            return named(USED_BY, refused).map(ClientFault::plain);
        }
        return Optional.empty();
    }

    /** Hibernate hands on the message alone, in which PostgreSQL quotes the constraint. */
    private static Optional<String> named(Map<String, String> constraints, SQLException refused) {
        String message = String.valueOf(refused.getMessage());
        return constraints.entrySet().stream().filter(known -> message.contains('"' + known.getKey() + '"'))
                .map(Map.Entry::getValue).findFirst();
    }
}
