package app.proca.notify.processing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import app.proca.notify.processing.Person.Rank;

class PersonTest {

    private static final long PAGE = 1;
    private static final long OTHER_PAGE = 2;

    private final Person person = new Person();

    @Test
    void signatures_are_ranked_as_they_are_accepted() {
        assertThat(person.next(PAGE)).isEqualTo(new Rank(0, false));
        person.accept(PAGE);
        assertThat(person.next(OTHER_PAGE)).isEqualTo(new Rank(1, false));
        person.accept(OTHER_PAGE);

        assertThat(person.next(PAGE)).isEqualTo(new Rank(2, true));
    }

    @Test
    void one_that_is_not_accepted_makes_no_other_a_repetition() {
        assertThat(person.next(PAGE)).isEqualTo(new Rank(0, false));

        assertThat(person.next(PAGE)).isEqualTo(new Rank(0, false));
    }

    @Test
    void those_of_before_count() {
        person.count(PAGE, 3, 0);
        person.count(OTHER_PAGE, 1, 2);

        assertThat(person.next(OTHER_PAGE)).isEqualTo(new Rank(4, true));
    }

    @Test
    void a_place_is_kept_and_only_those_before_it_make_a_repetition() {
        person.count(PAGE, 2, 1);
        person.count(OTHER_PAGE, 1, 0);

        assertThat(person.known(PAGE, 1)).isEqualTo(new Rank(1, false));
        assertThat(person.known(PAGE, 2)).isEqualTo(new Rank(2, true));
        assertThat(person.known(OTHER_PAGE, 0)).isEqualTo(new Rank(0, false));
    }
}
