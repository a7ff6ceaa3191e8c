package app.proca.notify.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import app.proca.notify.common.ClientFault;
import graphql.parser.Parser;

class LimitsTest {

    private final Limits limits = new Limits(3, 5);

    @Test
    void what_fits_exactly_is_fine() {
        assertThat(exceeded("{ a { b { c } } d e }")).isEmpty();
        assertThat(exceeded("query One { a } query Other { b }")).isEmpty();
    }

    @Test
    void fragments_count_each_time_and_at_their_place() {
        assertThat(exceeded("{ a { ...F } } fragment F on T { b { c { d } } }")).contains("deeply");
        assertThat(exceeded("{ x: a { ...F } y: a { ...F } } fragment F on T { b c }")).contains("complex");
        assertThat(exceeded("{ a { ... on T { b { c { d } } } } }")).contains("deeply");
    }

    @Test
    void a_bomb_of_fragments_is_weighed_at_once() {
        StringBuilder bomb = new StringBuilder("{ ...F0 }");
        for (int level = 0; level < 90; level++) {
            bomb.append(" fragment F").append(level).append(" on T { ...F").append(level + 1).append(" ...F").append(level + 1)
                    .append(" }");
        }

        assertThat(exceeded(bomb + " fragment F90 on T { a }")).contains("complex");
    }

    @Test
    void circles_and_gaps_are_left_to_validation() {
        assertThat(exceeded("{ ...A ...Missing } fragment A on T { ...B } fragment B on T { ...A a }")).isEmpty();
    }

    private String exceeded(String query) {
        return limits.exceededBy(Parser.parse(query)).map(ClientFault::getMessage).orElse("");
    }
}
