package app.proca.notify.campaign;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Text;
import app.proca.notify.common.Times;
import app.proca.notify.org.OrgRules;

/** What the settings of mails to targets may look like. */
final class MailToTargetRules {

    private static final int MOST_CONTACTS = 100;

    private MailToTargetRules() {}

    /** @throws ClientFault with one problem per field that is wrong */
    static void check(MailToTarget settings) {
        ClientFault.refuse(problems(settings).stream().map(problem -> problem.within("mtt")).toList());
    }

    static List<Problem> problems(MailToTarget settings) {
        List<Problem> problems = new ArrayList<>();
        time("startAt", settings.startAt, problems);
        time("endAt", settings.endAt, problems);
        if (problems.isEmpty() && !settings.endAt.isAfter(settings.startAt)) {
            problems.add(Problem.of("endAt", "must be after startAt"));
        }
        Text.bounded("messageTemplate", settings.messageTemplate, problems);
        address("testEmail", settings.testEmail, problems);
        if (settings.ccContacts.size() > MOST_CONTACTS) {
            problems.add(Problem.of("ccContacts", "should have at most " + MOST_CONTACTS + " item(s)"));
        } else if (!settings.ccContacts.stream().allMatch(OrgRules::isMailAddress)) {
            problems.add(Problem.of("ccContacts", "has invalid format"));
        }
        if (settings.maxEmailsPerHour != null && settings.maxEmailsPerHour < 1) {
            problems.add(Problem.of("maxEmailsPerHour", "is invalid"));
        }
        return problems;
    }

    private static void time(String field, @Nullable LocalDateTime time, List<Problem> problems) {
        if (time == null) {
            problems.add(Problem.of(field, "can't be blank"));
        } else if (!Times.isStorable(time.toLocalDate())) {
            problems.add(Problem.of(field, "is invalid"));
        }
    }

    private static void address(String field, @Nullable String address, List<Problem> problems) {
        if (address != null && !OrgRules.isMailAddress(address)) {
            problems.add(Problem.of(field, "has invalid format"));
        }
    }
}
