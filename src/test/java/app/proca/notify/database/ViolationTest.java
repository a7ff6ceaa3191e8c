package app.proca.notify.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import io.vertx.pgclient.PgException;

class ViolationTest {

    @Test
    void a_taken_name_is_told_at_the_field() {
        String message = "ERROR: duplicate key value violates unique constraint \"orgs_name_index\" (23505)";

        assertThat(problem(throughHibernate("23505", message))).isEqualTo(Problem.of("name", "has already been taken"));
        assertThat(problem(new PgException(message, "ERROR", "23505", null)))
                .isEqualTo(Problem.of("name", "has already been taken"));
    }

    @Test
    void what_is_still_used_says_by_what() {
        assertThat(problem(throughHibernate("23503", "ERROR: update or delete on table \"action_pages\" violates foreign key "
                + "constraint \"actions_action_page_id_fkey\" on table \"actions\" (23503)")).message())
                .isEqualTo("has action data");
        assertThat(problem(throughHibernate("23001", "ERROR: update or delete on table \"campaigns\" violates RESTRICT setting "
                + "of foreign key constraint \"action_pages_campaign_id_fkey\" on table \"action_pages\" (23001)")).message())
                .as("PostgreSQL 18").isEqualTo("has action pages");
    }

    @Test
    void a_server_may_speak_another_language() {
        assertThat(problem(throughHibernate("23503", "FEHLER: Aktualisieren oder Löschen in Tabelle »campaigns« verletzt "
                + "Fremdschlüssel-Constraint »action_pages_campaign_id_fkey« von Tabelle »action_pages«")).message())
                .isEqualTo("has action pages");
    }

    @Test
    void a_reference_to_nothing_is_not_found() {
        assertThat(problem(throughHibernate("23503", "ERROR: insert or update on table \"action_pages\" violates foreign key "
                + "constraint \"action_pages_campaign_id_fkey\" (23503)")).extensions()).containsEntry("code", "not_found");
    }

    @Test
    void any_other_failure_stays_what_it_is() {
        Throwable outage = new CompletionException(new IllegalStateException("connection closed"));
        Throwable unknown = throughHibernate("23505", "duplicate key value violates unique constraint \"orgs_pkey\"");

        assertThat(Violation.explain(outage)).isSameAs(outage);
        assertThat(Violation.explain(unknown)).isSameAs(unknown);
    }

    /** Hibernate Reactive drops everything of the client's exception but message and state. */
    private static Throwable throughHibernate(String state, String message) {
        return new CompletionException(new IllegalStateException("error executing SQL statement",
                new SQLException(message, state, 0)));
    }

    private static Problem problem(Throwable failure) {
        assertThat(Violation.explain(failure)).isInstanceOf(ClientFault.class);
        return ((ClientFault) Violation.explain(failure)).problems().get(0);
    }
}
