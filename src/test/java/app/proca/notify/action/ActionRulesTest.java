package app.proca.notify.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.action.NewAction.Field;
import app.proca.notify.action.NewAction.NewDonation;
import app.proca.notify.action.NewAction.NewMessage;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Json;
import io.vertx.core.json.JsonObject;

class ActionRulesTest {

    private static final String NOT_FLAT =
            "customFields: must be a map of string to values of strings or numbers, or lists of them";

    @ParameterizedTest
    @ValueSource(strings = { "petition", "mail2target", "share_click", "a-b", "X" })
    void types_are_words(String type) {
        assertThat(problems(action(type, null))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bad type!  | has invalid format
            a.b        | has invalid format
            zażółć     | has invalid format
            ''         | can't be blank
            ' '        | can't be blank
            LONG       | should be at most 255 character(s)
            """)
    void other_types_are_none(String type, String problem) {
        assertThat(problems(action(type.replace("LONG", "x".repeat(256)), null))).containsExactly("actionType: " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"a\":\"b\",\"n\":1,\"f\":1.5,\"yes\":true}", "{\"l\":[\"a\",\"b\"],\"m\":[1,2.5],\"e\":[]}",
            "{\"big\":123456789012345678901234567890}" })
    void custom_fields_are_kept_as_they_are(String fields) {
        assertThat(ActionRules.checked(action("petition", fields)).fields).isEqualTo(new JsonObject(fields));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"a\":{\"b\":1}}", "{\"a\":[[1]]}", "{\"a\":[1,\"b\"]}", "{\"a\":[true]}", "{\"a\":[{}]}",
            "{\"a\":null}", "{\"a\":[null]}" })
    void custom_fields_are_flat(String fields) {
        assertThat(problems(action("petition", fields))).containsExactly(NOT_FLAT);
    }

    @ParameterizedTest
    @ValueSource(strings = { "[1]", "7", "\"text\"", "null" })
    void custom_fields_are_an_object(String fields) {
        assertThat(problems(action("petition", fields))).containsExactly("customFields: must be a JSON object");
    }

    @Test
    void older_fields_become_lists_in_their_order() {
        NewAction given = new NewAction("petition", new Json("{\"n\":1,\"b\":\"newer\"}"), List.of(new Field("a", "1"),
                new Field("b", "older"), new Field("a", "2"), new Field("a", "3")), null, null, false);

        assertThat(ActionRules.checked(given).fields)
                .isEqualTo(new JsonObject("{\"a\":[\"1\",\"2\",\"3\"],\"b\":\"newer\",\"n\":1}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            1000 | EUR  | -
            1    | -    | -
            -    | EUR  | donation.amount: can't be blank
            0    | EUR  | donation.amount: must be positive
            -5   | EUR  | donation.amount: must be positive
            1000 | eur  | donation.currency: has invalid format
            1000 | EURO | donation.currency: has invalid format
            """)
    void a_donation_is_a_sum_of_money(Integer amount, String currency, String problem) {
        NewDonation donation = new NewDonation(null, amount, currency, DonationFrequency.MONTHLY, new JsonObject());

        assertThat(problems(new NewAction("donate", null, List.of(), donation, null, false)))
                .isEqualTo(problem == null ? List.of() : List.of(problem));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {"amount":500,"currency":"eur"}        | -
            {"currency":"eur"}                     | donation.amount: can't be blank
            {"amount":"500","currency":"eur"}      | donation.amount: can't be blank
            {"amount":3000000000,"currency":"eur"} | donation.amount: is invalid
            {"amount":500}                         | donation.currency: has invalid format
            """)
    void a_payment_intent_has_its_sum_in_itself(String payload, String problem) {
        NewDonation donation = new NewDonation(DonationSchema.STRIPE_PAYMENT_INTENT, null, null, DonationFrequency.ONE_OFF,
                new JsonObject(payload));

        assertThat(problems(new NewAction("donate", null, List.of(), donation, null, false)))
                .isEqualTo(problem == null ? List.of() : List.of(problem));
    }

    @Test
    void what_a_payment_leaves_is_small_and_can_be_stored() {
        assertThat(problems(donation("x".repeat(10_230)))).isEmpty();
        assertThat(problems(donation("x".repeat(10_240))))
                .containsExactly("donation.payload: should be at most 10240 byte(s)");
        assertThat(problems(donation("ż".repeat(5_120)))).containsExactly("donation.payload: should be at most 10240 byte(s)");
        assertThat(problems(donation("\0"))).containsExactly("donation.payload: has invalid format");
        assertThat(problems(donation("\0".repeat(10_240)))).containsExactly("donation.payload: has invalid format");
    }

    @Test
    void a_mail_goes_to_each_target_once() {
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();

        assertThat(new NewMessage("", "", List.of(other, one, other, one), List.of()).targets()).containsExactly(other, one);
    }

    @Test
    void a_mail_has_few_files_with_short_names() {
        assertThat(problems(mail(Collections.nCopies(20, "a/b(1).pdf")))).isEmpty();
        assertThat(problems(mail(List.of("x".repeat(255))))).isEmpty();
        assertThat(problems(mail(Collections.nCopies(21, "a")))).containsExactly("mtt.files: should have at most 20 item(s)");
        assertThat(problems(mail(List.of("a", "x".repeat(256), "x".repeat(500_000)))))
                .containsExactly("mtt.files: should be at most 255 character(s)");
        assertThat(problems(mail(List.of("a", "")))).containsExactly("mtt.files: has invalid format");
        assertThat(problems(mail(List.of("a", "b?")))).containsExactly("mtt.files: has invalid format");
    }

    private static NewAction donation(String note) {
        NewDonation donation = new NewDonation(null, 1000, "EUR", DonationFrequency.ONE_OFF, new JsonObject().put("n", note));
        return new NewAction("donate", null, List.of(), donation, null, false);
    }

    private static NewAction mail(List<String> files) {
        return new NewAction("mail2target", null, List.of(), null, new NewMessage("Bees", "Save them", List.of(), files), false);
    }

    private static NewAction action(String type, String fields) {
        return new NewAction(type, fields == null ? null : new Json(fields), List.of(), null, null, false);
    }

    private static List<String> problems(NewAction given) {
        return Optional.ofNullable(catchThrowableOfType(ClientFault.class, () -> ActionRules.checked(given)))
                .map(fault -> fault.problems().stream()
                        .map(problem -> String.join(".", problem.field()) + ": " + problem.message()).toList())
                .orElse(List.of());
    }
}
