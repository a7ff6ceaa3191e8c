package app.proca.notify.supporter.schema;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** What a member state asks of its citizens who support an initiative: a document, or their home and their birth. */
enum EciCountry {

    AT(16, "passport", "[a-z][0-9]{7,8}", "id.card", "[0-9]{7,8}"),
    BE(16, "national.id.number", "[0-9]{11}"),
    BG(18, "personal.number", "[0-9]{10}"),
    CY(18, "passport", "[bcej][0-9]{6}|k[0-9]{8}|[ds]p[0-9]{7}", "id.card", "[0-9]{1,10}"),
    CZ(18, "passport", "[0-9]{7,8}", "id.card", "[0-9]{9}|[0-9]{6}[a-z]{2}([0-9]{2})?|[a-z]{2}[0-9]{6}"),
    DE(16, "[0-9]{5}"),
    DK(18, "[0-9]{4}"),
    EE(16, "personal.number", "[0-9]{11}"),
    ES(18, "passport", "[a-z0-9]+", "id.card", "[0-9]{8}[a-z]"),
    FI(18, "[0-9]{5}"),
    FR(18, "[0-9]{5}"),
    GR(17, "[0-9]{5}"),
    HR(18, "personal.id", "[0-9]{11}", "passport", "[a-z0-9]+"),
    HU(18, "passport", "[a-z]{2}[0-9]{6,7}", "personal.number", "[0-9]{11}", "id.card", "[0-9]{6}[a-z]{2}|[a-z]{2,5}[0-9]{6}"),
    IE(18, "[a-z0-9]{1,10}"),
    IT(18, "passport", "[a-z]{2}[0-9]{7}|[a-z][0-9]{6}|[0-9]{6}[a-z]", "id.card",
            "[a-z]{2}[0-9]{6,8}|[0-9]{7}[a-z]{2}|[a-z]{2}[0-9]{5}[a-z]{2}"),
    LT(18, "personal.number", "[0-9]{11}"),
    LU(18, "[0-9]{4}"),
    LV(18, "personal.id", "[0-9]{11}"),
    MT(16, "id.card", "[a-z0-9]+"),
    NL(18, "[1-9][0-9]{3}([a-z]{2})?"),
    PL(18, "national.id.number", "[0-9]{11}"),
    PT(18, "citizens.card", "[0-9]{9}[a-z]{2}[0-9]", "passport", "[a-z]{1,2}[0-9]{6}", "id.card", "[0-9]{1,8}"),
    RO(18, "passport", "[a-z0-9]+", "personal.id", "[0-9]{13}", "id.card", "[a-z]{2}[0-9]{6}"),
    SE(18, "personal.number", "[0-9]{12}|[0-9]{10}"),
    SI(18, "personal.number", "[0-9]{13}"),
    SK(18, "[089][0-9]{4}");

    private static final Pattern ANY_POSTCODE = form("[a-z0-9]{1,10}");

    private final int age;
    private final @Nullable Pattern postcode;
    private final Map<String, Pattern> documents;

    /** Asks for home and birth. */
    EciCountry(int age, String postcode) {
        this.age = age;
        this.postcode = form(postcode);
        this.documents = Map.of();
    }

    /** Asks for one of these documents: types, and how their numbers look. */
    EciCountry(int age, String type, String number, String... more) {
        Map<String, Pattern> forms = new HashMap<>();
        forms.put(type, form(number));
        for (int i = 0; i + 1 < more.length; i += 2) {
            forms.put(more[i], form(more[i + 1]));
        }
        this.age = age;
        this.postcode = null;
        this.documents = Map.copyOf(forms);
    }

    /** By its two letters. */
    static Optional<EciCountry> of(String code) {
        return Stream.of(values()).filter(country -> country.name().equals(code)).findFirst();
    }

    /** How the numbers of its documents look, by type. */
    Map<String, Pattern> documents() {
        return documents;
    }

    /** Notes what its citizen did not say. */
    void require(Form form, Citizen citizen, LocalDate today) {
        if (postcode == null) {
            citizen.requireDocument(form, documents);
            return;
        }
        citizen.requireAddress(form, of(citizen.address().country() == null ? "" : citizen.address().country())
                .map(home -> home.postcode).orElse(ANY_POSTCODE));
        if (this != GR || citizen.birthDate() != null) {
            form.atLeast(age, "birthDate", citizen.birthDate(), today);
        }
    }

    private static Pattern form(String form) {
        return Pattern.compile(form, Pattern.CASE_INSENSITIVE);
    }
}
