package app.proca.notify.mail.supporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import app.proca.notify.mail.supporter.Decision.Mail;
import app.proca.notify.mail.supporter.Decision.NoMail;
import app.proca.notify.mail.supporter.Decision.NoTemplate;
import app.proca.notify.mail.supporter.Decision.Withheld;

class DecisionTest {

    private static final long ORG = 2;
    private static final long PARTNER = 7;
    private static final Standing FIRST = new Standing(false, false, true, 0);
    private static final Standing REPEAT = new Standing(true, false, true, 1);
    private static final String PETITION = "deliver__petition.save-oceans";
    private static final String CONFIRM = "confirm.supporter__petition.save-oceans";

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            consent, optIn, doiThankYou, repeat, thankYou, duplicate, confirm, mail
            true,    true,  false,       false,  thanks,   ,          ,        thanks
            true,    true,  false,       false,  thanks,   again,     confirm, thanks
            true,    true,  false,       false,  ,         again,     confirm, -
            true,    false, false,       false,  thanks,   ,          ,        thanks
            true,    true,  true,        false,  thanks,   ,          ,        thanks
            true,    false, true,        false,  thanks,   ,          ,        -
            true,    false, true,        true,   thanks,   again,     confirm, -
            false,   true,  false,       false,  thanks,   again,     confirm, -
            false,   true,  false,       true,   thanks,   again,     confirm, -
            true,    true,  false,       true,   thanks,   again,     confirm, again
            true,    true,  false,       true,   ,         again,     ,        again
            true,    true,  false,       true,   thanks,   ,          confirm, confirm
            true,    true,  false,       true,   thanks,   ,          ,        thanks
            true,    true,  false,       true,   ,         ,          ,        -
            """)
    void what_an_action_that_is_delivered_is_due(boolean consent, boolean optIn, boolean doiThankYou, boolean repeat,
            @Nullable String thankYou, @Nullable String duplicate, @Nullable String confirm, String mail) {
        ObjectNode body = Told.sample(PETITION);
        body.withObject("privacy").put("withConsent", consent).put("optIn", optIn);
        MailingPage page = new MailingPage(2, ORG, "pl", thankYou, duplicate, confirm, doiThankYou, false, false, true);

        Decision decision = Decision.of(Told.read(body), ORG, page, repeat ? REPEAT : FIRST);

        assertThat(decision).isEqualTo(switch (mail) {
            case "-" -> new NoMail();
            case "confirm" -> new Mail("confirm", null, true);
            default -> new Mail(mail, "pl", false);
        });
    }

    @Test
    void version_1_says_the_same_with_other_words() {
        MailingPage page = new MailingPage(2, ORG, "pl", "thanks", null, null, true, false, false, true);

        assertThat(decide(Told.VERSION_1, page)).isEqualTo(new Mail("thanks", "pl", false));
        assertThat(decide(Told.VERSION_1.replace("\"communication\":true", "\"communication\":false"), page))
                .isEqualTo(new NoMail());
        assertThat(decide(Told.VERSION_1.replaceFirst("\"privacy\":\\{[^}]*}", "\"privacy\":null"), page))
                .isEqualTo(new NoMail());
    }

    @Test
    void a_supporter_who_must_confirm_is_asked_in_whatever_locale_there_is() {
        assertThat(Decision.of(Told.read(Told.sample(CONFIRM)), ORG, asking("confirm", false), FIRST))
                .isEqualTo(new Mail("confirm", null, true));
    }

    @Test
    void a_question_without_words_is_an_error_unless_somebody_else_asks() {
        ActionTold told = Told.read(Told.sample(CONFIRM));

        assertThat(Decision.of(told, ORG, asking(null, false), FIRST)).isEqualTo(new NoTemplate());
        assertThat(Decision.of(told, ORG, asking(null, true), FIRST)).isEqualTo(new NoMail());
    }

    @ParameterizedTest
    @ValueSource(strings = { PETITION, CONFIRM })
    void only_the_org_of_the_page_mails(String sample) {
        MailingPage page = new MailingPage(2, PARTNER, "en", "thanks", "again", "confirm", false, false, false, true);

        assertThat(Decision.of(Told.read(Told.sample(sample)), ORG, page, FIRST)).isEqualTo(new NoMail());
        assertThat(Decision.of(Told.read(Told.sample(sample)), PARTNER, page, FIRST)).isInstanceOf(Mail.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "action_confirm", "system" })
    void other_stages_are_no_matter_of_mails(String stage) {
        ObjectNode body = Told.sample(PETITION).put("stage", stage);

        assertThat(Decision.of(Told.read(body), ORG, thanking(false), FIRST)).isEqualTo(new NoMail());
    }

    @Test
    void nobody_is_mailed_who_withdrew_or_was_erased() {
        ActionTold told = Told.read(Told.sample(PETITION));

        assertThat(Decision.of(told, ORG, thanking(false), new Standing(false, true, true, 0))).isEqualTo(
                new Withheld("action " + told.actionId() + ": its supporter was rejected, or withdrew"));
        assertThat(Decision.of(told, ORG, thanking(false), Standing.GONE)).isEqualTo(
                new Withheld("action " + told.actionId() + ": the org has no contact of its supporter any more"));
        assertThat(Decision.of(told, PARTNER, thanking(false), Standing.GONE)).isEqualTo(new NoMail());
        assertThat(Decision.of(told, ORG, thanking(false), FIRST)).isInstanceOf(Mail.class);
    }

    @Test
    void an_org_that_keeps_addresses_from_everybody_mails_only_where_a_message_has_one() {
        ObjectNode body = Told.sample(PETITION);
        ActionTold inClear = Told.read(body);
        body.withObject("contact").putNull("email");

        assertThat(Decision.of(inClear, ORG, thanking(true), FIRST)).isInstanceOf(Mail.class);
        assertThat(Decision.of(Told.read(body), ORG, thanking(true), FIRST)).isEqualTo(new NoMail());
    }

    private static Decision decide(String body, MailingPage page) {
        return Decision.of(Told.read(body), ORG, page, FIRST);
    }

    private static MailingPage thanking(boolean highSecurity) {
        return new MailingPage(2, ORG, "en", "thanks", null, null, false, false, highSecurity, true);
    }

    private static MailingPage asking(@Nullable String template, boolean confirmsItself) {
        return new MailingPage(2, ORG, "en", "thanks", "again", template, true, confirmsItself, false, true);
    }
}
