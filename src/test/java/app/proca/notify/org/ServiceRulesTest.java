package app.proca.notify.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import app.proca.notify.common.ClientFault.Problem;

class ServiceRulesTest {

    @Test
    void a_service_is_of_a_kind_that_can_be_stored() {
        Service service = new Service();
        assertThat(ServiceRules.problems(service)).containsExactly(Problem.of("name", "can't be blank"));

        service.name = ServiceName.SYSTEM;

        assertThat(ServiceRules.problems(service)).containsExactly(Problem.of("name", "is invalid"));
    }

    @Test
    void the_fault_does_not_quote_the_password() {
        Service service = new Service();
        service.name = ServiceName.SMTP;
        service.password = "secret".repeat(50);

        assertThatThrownBy(() -> ServiceRules.check(service)).hasMessage("should be at most 255 character(s)");
    }
}
