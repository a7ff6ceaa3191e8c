package app.proca.notify.supporter.schema;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Text;

/**
 * Reads what somebody typed, field by field: trims it, and notes what is wrong, at most one problem for each field. Fields
 * within others are named with a dot: {@code address.postcode}.
 */
final class Form {

    /** Also goes into subjects and greetings of mails: nothing there that would turn those into somebody else's. */
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}<>@/\\\\{}]*");
    // Anybody may send anything: possessive, so that no text is gone through more than once
    private static final Pattern EMAIL = Pattern
            .compile("[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]++@[a-zA-Z0-9-]++(?:\\.[a-zA-Z0-9-]++)*+");
    private static final Pattern PHONE = Pattern.compile("[^\\p{Cntrl}0-9]*+[0-9][^\\p{Cntrl}]*+");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}[A-Z0-9-]*");
    private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]*");

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_FULL_NAME = 128;
    private static final int LONGEST_EMAIL = 64;
    private static final int LONGEST_PHONE = 20;
    private static final int LONGEST_AREA = 5;
    private static final int LONGEST_POSTCODE = 10;
    private static final int LONGEST_LOCALITY = 64;
    private static final int LONGEST_STREET = 128;
    private static final int LONGEST_STREET_NUMBER = 16;

    private final List<Problem> problems = new ArrayList<>();

    /** @throws ClientFault where anything is wrong */
    void check() {
        ClientFault.refuse(problems);
    }

    @Nullable
    String name(String field, @Nullable String value) {
        return text(field, value, LONGEST_NAME, NAME);
    }

    @Nullable
    String fullName(String field, @Nullable String value) {
        return text(field, value, LONGEST_FULL_NAME, NAME);
    }

    @Nullable
    String email(@Nullable String value) {
        return text("email", value == null ? null : value.toLowerCase(Locale.ROOT), LONGEST_EMAIL, EMAIL);
    }

    @Nullable
    String phone(@Nullable String value) {
        return text("phone", value, LONGEST_PHONE, PHONE);
    }

    @Nullable
    String country(String field, @Nullable String value) {
        return text(field, upper(value), LONGEST_AREA, COUNTRY);
    }

    /** The address in its stored form; without one, one of nulls. */
    ContactDetails.Address address(ContactDetails.@Nullable Address given) {
        if (given == null) {
            return ContactDetails.Address.NONE;
        }
        return new ContactDetails.Address(country("address.country", given.country()),
                text("address.postcode", upper(given.postcode()), LONGEST_POSTCODE, LINE),
                text("address.region", given.region(), LONGEST_LOCALITY, LINE),
                text("address.locality", given.locality(), LONGEST_LOCALITY, LINE),
                text("address.street", given.street(), LONGEST_STREET, LINE),
                text("address.streetNumber", given.streetNumber(), LONGEST_STREET_NUMBER, LINE));
    }

    /** Notes that it is missing, unless it is there. */
    String required(String field, @Nullable String value) {
        if (value == null) {
            tell(field, "can't be blank");
            return "";
        }
        return value;
    }

    /** Where it is there and nothing was wrong with it, it must look like this. */
    void matching(String field, @Nullable String value, Pattern form) {
        if (value != null && !form.matcher(value).matches()) {
            tell(field, "has invalid format");
        }
    }

    void atLeast(int years, String field, @Nullable LocalDate birthDate, LocalDate today) {
        if (birthDate == null) {
            tell(field, "can't be blank");
        } else if (birthDate.isAfter(today) || birthDate.plusYears(years).isAfter(today)) {
            // the first also since there is nothing after the last day that a date can be
            tell(field, "Age below limit");
        }
    }

    /** Notes a problem, unless the field has one. */
    void tell(String field, String message) {
        Problem problem = new Problem(message, List.of(field.split("\\.")), java.util.Map.of());
        if (problems.stream().noneMatch(told -> told.field().equals(problem.field()))) {
            problems.add(problem);
        }
    }

    @Nullable
    String text(String field, @Nullable String value, int longest, Pattern form) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty()) {
            return null;
        }
        List<Problem> found = new ArrayList<>();
        Text.bounded(field, text, longest, found);
        found.forEach(problem -> tell(field, problem.message()));
        if (found.isEmpty()) {
            matching(field, text, form);
        }
        return text;
    }

    private static @Nullable String upper(@Nullable String value) {
        return value == null ? null : value.toUpperCase(Locale.ROOT);
    }
}
