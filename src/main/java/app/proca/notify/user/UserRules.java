package app.proca.notify.user;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Text;

/** What a user, and a password, may look like. Problems never quote a password. */
public final class UserRules {

    static final int LONGEST_EMAIL = 160;
    private static final int SHORTEST_PASSWORD = 12;
    /** bcrypt looks at no more. */
    private static final int LONGEST_PASSWORD_BYTES = 72;

    private static final Pattern EMAIL = Pattern.compile("\\S+@\\S+");
    private static final Pattern JOB = Pattern.compile("[\\p{L}'’](?:[ \\p{L},'’.-]*[\\p{L}.])?");
    private static final Pattern PHONE = Pattern.compile("[+]?[0-9 ()-]+");
    private static final Pattern LOWER = Pattern.compile("[a-z]");
    private static final Pattern UPPER = Pattern.compile("[A-Z]");
    private static final Pattern DIGIT_OR_SIGN = Pattern.compile("[!?@#$%^&*_0-9]");

    private UserRules() {}

    /** Whether a password can be told from others by bcrypt, and not be guessed too soon. */
    public static boolean hasUsableLength(String password) {
        return password.codePointCount(0, password.length()) >= SHORTEST_PASSWORD
                && password.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PASSWORD_BYTES;
    }

    /** @throws ClientFault with one problem per field that is wrong */
    static void check(User user) {
        ClientFault.refuse(problems(user));
    }

    static List<Problem> problems(User user) {
        List<Problem> problems = new ArrayList<>();
        if (user.email == null || user.email.isBlank()) {
            problems.add(Problem.of("email", "can't be blank"));
        } else {
            Text.bounded("email", user.email, LONGEST_EMAIL, problems);
            if (problems.isEmpty() && !EMAIL.matcher(user.email).matches()) {
                problems.add(Problem.of("email", "must have the @ sign and no spaces"));
            }
        }
        Text.bounded("externalId", user.externalId, problems);
        Text.storable("jobTitle", user.jobTitle, problems);
        Text.matching("jobTitle", user.jobTitle, JOB, problems);
        Text.matching("phone", user.phone, PHONE, problems);
        if (user.pictureUrl != null && !isWebAddress(user.pictureUrl)) {
            problems.add(Problem.of("pictureUrl", "URL is invalid"));
        }
        return problems;
    }

    static List<Problem> passwordProblems(@Nullable String password) {
        List<Problem> problems = new ArrayList<>();
        if (password == null || password.isBlank()) {
            problems.add(Problem.of("password", "can't be blank"));
            return problems;
        }
        if (password.codePointCount(0, password.length()) < SHORTEST_PASSWORD) {
            problems.add(Problem.of("password", "should be at least " + SHORTEST_PASSWORD + " character(s)"));
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES) {
            problems.add(Problem.of("password", "should be at most " + LONGEST_PASSWORD_BYTES + " byte(s)"));
        }
        contains(password, LOWER, "at least one lower case character", problems);
        contains(password, UPPER, "at least one upper case character", problems);
        contains(password, DIGIT_OR_SIGN, "at least one digit or punctuation character", problems);
        return problems;
    }

    private static void contains(String password, Pattern kind, String message, List<Problem> problems) {
        if (!kind.matcher(password).find()) {
            problems.add(Problem.of("password", message));
        }
    }

    private static boolean isWebAddress(String text) {
        try {
            URI address = new URI(text);
            return ("https".equals(address.getScheme()) || "http".equals(address.getScheme())) && address.getHost() != null;
        } catch (URISyntaxException broken) {
            return false;
        }
    }
}
