package app.proca.notify.database;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import app.proca.notify.common.ClientFault;
import io.vertx.sqlclient.DatabaseException;

/**
 * What the database refused, mostly by a constraint, in the words of the API (spec/graphql.md, Errors). Hibernate keeps only
 * PostgreSQL's state and message of a refusal, and the message is in the server's language: only names are looked for in
 * it.
 */
public final class Violation {

    private static final String UNIQUE = "23505";
    private static final String FOREIGN_KEY = "23503";
    /** What PostgreSQL 18 says for {@code on delete restrict}; older ones say {@link #FOREIGN_KEY}. */
    private static final String RESTRICT = "23001";

    private static final String CHECK = "23514";

    /** A NUL, which no text in PostgreSQL has. */
    private static final String NO_CHARACTER = "22021";

    private static final Map<String, String> UNIQUE_FIELDS = Map.of(
            "orgs_name_index", "name",
            "campaigns_name_index", "name",
            "campaigns_org_id_external_id_index", "externalId",
            "action_pages_name_index", "name",
            "email_templates_org_id_name_locale_index", "name",
            "users_email_index", "email",
            "staffers_org_id_user_id_index", "email",
            "users_external_id_index", "externalId",
            "targets_external_id_index", "externalId");

    private static final List<Use> USES = List.of(
            new Use("actions_action_page_id_fkey", "action_pages", "has action data"),
            new Use("supporters_action_page_id_fkey", "action_pages", "has action data"),
            new Use("supporters_campaign_id_fkey", "campaigns", "has action data"),
            new Use("action_pages_campaign_id_fkey", "campaigns", "has action pages"),
            new Use("action_pages_org_id_fkey", "orgs", "has action pages"),
            new Use("contacts_public_key_id_fkey", "public_keys", "has action data"),
            new Use("contacts_sign_key_id_fkey", "public_keys", "has action data"),
            new Use("messages_target_id_fkey", "targets", "has action data"),
            new Use("targets_campaign_id_fkey", "campaigns", "has targets"));

    /** Rows of a table that others refer to, so that they cannot be deleted. */
    private record Use(String constraint, String table, String fault) {}

    /** A statement that PostgreSQL refused. */
    private record Refusal(String state, String message) {

        boolean names(String name) {
            return Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(message).find();
        }
    }

    private Violation() {}

    /** The caller's fault behind a failed statement; the failure itself where it is none. */
    public static Throwable explain(Throwable failure) {
        return refusal(failure).flatMap(Violation::fault).<Throwable>map(fault -> fault).orElse(failure);
    }

    private static Optional<Refusal> refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException refused) {
                return Optional.of(new Refusal(String.valueOf(refused.getSqlState()), String.valueOf(refused.getMessage())));
            }
            if (cause instanceof SQLException refused) {
                return Optional.of(new Refusal(String.valueOf(refused.getSQLState()), String.valueOf(refused.getMessage())));
            }
        }
        return Optional.empty();
    }

    private static Optional<ClientFault> fault(Refusal refusal) {
        return switch (refusal.state()) {
            case UNIQUE -> taken(refusal);
            case RESTRICT -> stillUsed(refusal);
            case FOREIGN_KEY -> stillUsed(refusal).or(() -> Optional.of(ClientFault.notFound()));
            case CHECK -> tooLarge(refusal);
            case NO_CHARACTER -> Optional.of(ClientFault.badArgument("A text has a NUL character, which nothing here has"));
            default -> Optional.empty();
        };
    }

    /** Only PostgreSQL knows how large something is as it stores it. */
    private static Optional<ClientFault> tooLarge(Refusal refusal) {
        return refusal.names("max_fields_size")
                ? Optional.of(ClientFault.invalid(refusal.names("targets") ? "fields" : "customFields",
                        "should be at most 5120 byte(s)"))
                : Optional.empty();
    }

    private static Optional<ClientFault> taken(Refusal refusal) {
        return UNIQUE_FIELDS.entrySet().stream().filter(unique -> refusal.names(unique.getKey())).findFirst()
                .map(unique -> ClientFault.invalid(unique.getValue(), "has already been taken"));
    }

    /** A row that refers to nothing violates the same constraint; only a refused delete names the table referred to. */
    private static Optional<ClientFault> stillUsed(Refusal refusal) {
        return USES.stream().filter(use -> refusal.names(use.constraint()) && refusal.names(use.table())).findFirst()
                .map(use -> ClientFault.plain(use.fault()));
    }
}
