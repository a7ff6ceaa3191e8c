package app.proca.notify.action;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import app.proca.notify.action.NewAction.NewDonation;
import app.proca.notify.action.NewAction.NewMessage;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Text;
import io.vertx.core.json.JsonObject;

/** What an action may look like (spec/processing.md, Intake). Problems quote nothing of it. */
final class ActionRules {

    private static final Pattern TYPE = Pattern.compile("[\\w-]+");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern FILE = Pattern.compile("[-0-9a-zA-Z!_.*'()/]+");
    private static final String EURO = "EUR";
    private static final int LONGEST_BODY = 10_240;
    private static final int LARGEST_PAYLOAD = 10_240;
    private static final int MOST_TARGETS = 1_000;
    private static final int MOST_FILES = 20;

    private ActionRules() {}

    /**
     * The action in its stored form, of nobody's yet.
     *
     * @throws ClientFault with one problem per field that is wrong
     */
    static Action checked(NewAction given) {
        List<Problem> problems = new ArrayList<>();
        Text.required("actionType", given.actionType(), problems);
        Text.matching("actionType", given.actionType(), TYPE, problems);
        JsonObject fields = CustomFields.merged(given.customFields(), given.fields());
        CustomFields.check(fields, problems);
        check(given.donation(), problems);
        check(given.message(), problems);
        ClientFault.refuse(problems);

        Action action = new Action();
        action.actionType = given.actionType();
        action.fields = fields;
        action.testing = given.testing();
        return action;
    }

    /** Of a donation that was found right. */
    static Donation donation(NewDonation given) {
        Donation donation = new Donation();
        donation.schema = given.schema();
        donation.amount = Objects.requireNonNull(amount(given)).intValue();
        donation.currency = currency(given);
        donation.frequencyUnit = given.frequencyUnit();
        donation.payload = given.payload();
        return donation;
    }

    private static void check(@Nullable NewDonation donation, List<Problem> problems) {
        if (donation == null) {
            return;
        }
        Number amount = amount(donation);
        if (amount == null) {
            problems.add(inDonation("amount", "can't be blank"));
        } else if (amount.longValue() <= 0) {
            problems.add(inDonation("amount", "must be positive"));
        } else if (amount.longValue() > Integer.MAX_VALUE) {
            problems.add(inDonation("amount", "is invalid"));
        }
        if (!CURRENCY.matcher(currency(donation)).matches()) {
            problems.add(inDonation("currency", "has invalid format"));
        }
        List<Problem> found = new ArrayList<>();
        Text.storable("payload", donation.payload(), found);
        if (donation.payload().encode().getBytes(StandardCharsets.UTF_8).length > LARGEST_PAYLOAD) {
            found.add(Problem.of("payload", "should be at most " + LARGEST_PAYLOAD + " byte(s)"));
        }
        // one problem per field
        found.stream().limit(1).forEach(problem -> problems.add(problem.within("donation")));
    }

    /** A payment intent has both in its payload. */
    private static @Nullable Number amount(NewDonation donation) {
        return donation.schema() == null ? donation.amount()
                : donation.payload().getValue("amount") instanceof Number amount ? amount : null;
    }

    private static String currency(NewDonation donation) {
        if (donation.schema() == null) {
            return donation.currency() == null ? EURO : donation.currency();
        }
        return donation.payload().getValue("currency") instanceof String currency ? currency.toUpperCase(Locale.ROOT) : "";
    }

    private static void check(@Nullable NewMessage message, List<Problem> problems) {
        if (message == null) {
            return;
        }
        List<Problem> found = new ArrayList<>();
        Text.bounded("subject", message.subject(), found);
        Text.bounded("body", message.body(), LONGEST_BODY, found);
        if (message.targets().size() > MOST_TARGETS) {
            found.add(Problem.of("targets", "should have at most " + MOST_TARGETS + " item(s)"));
        }
        found.addAll(problems(message.files()));
        found.forEach(problem -> problems.add(problem.within("mtt")));
    }

    private static List<Problem> problems(List<String> files) {
        if (files.size() > MOST_FILES) {
            return List.of(Problem.of("files", "should have at most " + MOST_FILES + " item(s)"));
        }
        List<Problem> found = new ArrayList<>();
        files.forEach(file -> Text.bounded("files", file, found));
        if (found.isEmpty() && !files.stream().allMatch(file -> FILE.matcher(file).matches())) {
            found.add(Problem.of("files", "has invalid format"));
        }
        return found;
    }

    private static Problem inDonation(String field, String message) {
        return Problem.of(field, message).within("donation");
    }
}
