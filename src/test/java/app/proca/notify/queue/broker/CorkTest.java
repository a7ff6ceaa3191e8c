package app.proca.notify.queue.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CorkTest {

    private static final int NOTHING_CAME_MS = 100;
    private static final int MORE_THAN_IS_HELD_BACK = 100_000;

    private final Cork cork = new Cork();
    private ServerSocket listening;
    private Socket ours;
    private Socket theirs;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ours = cork.createSocket();
        ours.connect(listening.getLocalSocketAddress());
        theirs = listening.accept();
        theirs.setSoTimeout(NOTHING_CAME_MS);
    }

    @AfterEach
    void close() throws IOException {
        theirs.close();
        ours.close();
        listening.close();
    }

    @Test
    void alone_a_message_leaves_at_once() throws IOException {
        send("a");

        assertThat(theirs.getInputStream().read()).isEqualTo('a');
    }

    @Test
    void what_is_written_together_leaves_when_all_is_written() throws IOException {
        cork.together(() -> {
            send("a");
            assertThatThrownBy(() -> theirs.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            send("b");
        });

        assertThat(theirs.getInputStream().readNBytes(2)).asString().isEqualTo("ab");
    }

    @Test
    void more_than_a_piece_does_not_wait_for_the_end() throws IOException {
        cork.together(() -> {
            send("a".repeat(MORE_THAN_IS_HELD_BACK));
            assertThat(read()).isEqualTo('a');
        });

        assertThat(theirs.getInputStream().readNBytes(MORE_THAN_IS_HELD_BACK - 1)).hasSize(MORE_THAN_IS_HELD_BACK - 1);
    }

    @Test
    void another_threads_message_leaves_at_once_behind_what_was_held_back() throws IOException {
        cork.together(() -> {
            send("a");
            CompletableFuture.runAsync(() -> send("b")).join();
            assertThat(read()).isEqualTo('a');
            assertThat(read()).isEqualTo('b');
        });
    }

    @Test
    void whoever_needs_an_answer_lets_all_leave() {
        cork.together(() -> {
            send("a");
            cork.pull();
            assertThat(read()).isEqualTo('a');
            send("b");
            assertThat(read()).isEqualTo('b');
        });
    }

    @Test
    void what_was_written_before_a_failure_leaves_too() throws IOException {
        Throwable failure = catchThrowable(() -> cork.together(() -> {
            send("a");
            throw new IllegalStateException("no more");
        }));

        assertThat(failure).hasMessage("no more");
        assertThat(theirs.getInputStream().read()).isEqualTo('a');
    }

    @Test
    void a_socket_that_takes_nothing_any_more_is_closed_so_that_its_reader_notices() {
        cork.together(() -> {
            send("a");
            end();
        });

        assertThat(ours.isClosed()).isTrue();
    }

    private void send(String text) {
        try {
            ours.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            ours.getOutputStream().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void end() {
        try {
            ours.shutdownOutput();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private int read() {
        try {
            return theirs.getInputStream().read();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
