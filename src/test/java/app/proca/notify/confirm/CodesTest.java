package app.proca.notify.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Uni;

class CodesTest {

    @Test
    void a_code_has_eight_digits_and_is_another_each_time() {
        Codes codes = new Codes();

        Set<String> made = Stream.generate(() -> unused(codes, Set.of())).limit(1_000).collect(Collectors.toSet());

        assertThat(made).hasSizeGreaterThan(990).allMatch(code -> code.matches("[0-9]{8}"));
    }

    @Test
    void a_code_that_is_taken_is_not_given_out_again() {
        Iterator<String> source = List.of("00000001", "00000002", "00000003").iterator();

        assertThat(unused(new Codes(source::next), Set.of("00000001", "00000002"))).isEqualTo("00000003");
    }

    @Test
    void the_search_for_a_free_code_ends() {
        Codes codes = new Codes(() -> "00000001");

        assertThatThrownBy(() -> unused(codes, Set.of("00000001"))).hasMessageContaining("no code is free");
    }

    private static String unused(Codes codes, Set<String> taken) {
        return codes.unused(code -> Uni.createFrom().item(taken.contains(code))).await().atMost(Duration.ofSeconds(5));
    }
}
