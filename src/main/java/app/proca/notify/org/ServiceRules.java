package app.proca.notify.org;

import java.util.ArrayList;
import java.util.List;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Text;

/** What a service may look like. Problems never quote the user or the password. */
final class ServiceRules {

    private ServiceRules() {}

    /** @throws ClientFault with one problem per field that is wrong */
    static void check(Service service) {
        ClientFault.refuse(problems(service));
    }

    static List<Problem> problems(Service service) {
        List<Problem> problems = new ArrayList<>();
        if (service.name == null) {
            problems.add(Problem.of("name", "can't be blank"));
        } else if (service.name == ServiceName.SYSTEM) {
            problems.add(Problem.of("name", "is invalid"));
        }
        Text.bounded("host", service.host, problems);
        Text.bounded("user", service.user, problems);
        Text.bounded("password", service.password, problems);
        Text.bounded("path", service.path, problems);
        Text.bounded("sendingFrom", service.sendingFrom, problems);
        if (service.transactionalEmailBudget != null && service.transactionalEmailBudget < 0) {
            problems.add(Problem.of("transactionalEmailBudget", "must be greater than or equal to 0"));
        }
        return problems;
    }
}
