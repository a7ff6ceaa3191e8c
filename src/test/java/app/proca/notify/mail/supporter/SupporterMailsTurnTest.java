package app.proca.notify.mail.supporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

class SupporterMailsTurnTest {

    @Test
    void a_server_that_says_come_back_is_asked_ever_more_rarely() {
        assertThat(LongStream.rangeClosed(0, 2_880).filter(SupporterMails::isTurn))
                .containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1_024L, 2_048L);
    }
}
