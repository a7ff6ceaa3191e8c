package app.proca.notify.supporter.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;

class FormTest {

    @ParameterizedTest
    @CsvSource({
            "2008-11-25,        2026-11-25, true",
            "2008-11-26,        2026-11-25, false",
            "2008-02-29,        2026-02-27, false",
            "2008-02-29,        2026-02-28, true",
            "2008-03-01,        2026-02-28, false",
            "2026-11-26,        2026-11-25, false",
            "+999999999-12-31,  2026-11-25, false",
            "-999999999-01-01,  2026-11-25, true" })
    void somebody_is_18_on_the_day_or_on_the_last_of_february(LocalDate birth, LocalDate today, boolean isOfAge) {
        Form form = new Form();

        form.atLeast(18, "birthDate", birth, today);

        List<Problem> problems = Optional.ofNullable(catchThrowableOfType(ClientFault.class, form::check))
                .map(ClientFault::problems).orElse(List.of());
        assertThat(problems).isEqualTo(isOfAge ? List.of() : List.of(Problem.of("birthDate", "Age below limit")));
    }
}
