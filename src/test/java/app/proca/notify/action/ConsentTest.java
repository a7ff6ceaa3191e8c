package app.proca.notify.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import app.proca.notify.org.ContactSchema;

class ConsentTest {

    private static final long PAGES = 7;
    private static final long LEAD = 8;

    /** All combinations; d is delivery, c communication. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            own     | true  | false | false | false | 7 d
            own     | false | false | false | false | 7 d
            own     | false | true  | true  | true  | 7 dc
            partner | true  | false | false | false | 7 d
            partner | true  | false | true  | false | 7 dc
            partner | true  | false | false | true  | 7 d, 8 c
            partner | true  | false | true  | true  | 7 dc, 8 c
            partner | true  | true  | false | false | 7 d, 8 d
            partner | true  | true  | true  | true  | 7 dc, 8 dc
            partner | false | false | false | false | 8 d
            partner | false | false | true  | false | 7 c, 8 d
            partner | false | false | true  | true  | 7 c, 8 dc
            partner | false | true  | false | false | 8 d
            partner | false | true  | false | true  | 8 dc
            """)
    void an_org_gets_the_contact_to_deliver_it_or_to_write_to_it(String whose, boolean delivery, boolean forced, boolean optIn,
            boolean leadOptIn, String expected) {
        PageFacts page = new PageFacts(1, PAGES, 2, whose.equals("own") ? PAGES : LEAD, delivery, forced, ContactSchema.BASIC,
                false, false);

        List<Consent> consents = Consent.of(page, optIn, leadOptIn);

        assertThat(consents.stream().map(ConsentTest::text)).containsExactly(expected.split(", "));
    }

    private static String text(Consent consent) {
        return consent.orgId() + " "
                + String.join("", Stream.of(consent.delivery() ? "d" : "", consent.communication() ? "c" : "")
                        .toList());
    }
}
