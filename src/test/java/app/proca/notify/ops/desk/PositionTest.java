package app.proca.notify.ops.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.common.ClientFault;

class PositionTest {

    @Test
    void a_page_takes_the_newest_of_both_tables_and_the_next_one_goes_on_behind_it() {
        List<DeskNotification> page = NotificationsTable.newest(List.of(told(9, 50), told(8, 20)),
                List.of(parked(4, 40), parked(3, 30)), 3);

        Position position = Position.START;
        for (DeskNotification one : page) {
            position = position.after(one);
        }

        assertThat(page).extracting(one -> one.id().toString()).containsExactly("outbox-9", "parked-4", "parked-3");
        assertThat(Position.parse(position.toString())).isEqualTo(new Position(9, 3));
    }

    @Test
    void a_table_that_is_read_to_its_end_leaves_the_rest_to_the_other() {
        assertThat(NotificationsTable.newest(List.of(), List.of(parked(1, 1)), 5)).hasSize(1);
        assertThat(NotificationsTable.newest(List.of(told(1, 1)), List.of(), 5)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "5", "a-b", "1-2-3", "-", "99999999999999999999-1" })
    void another_text_is_no_cursor(String text) {
        assertThatThrownBy(() -> Position.parse(text)).isInstanceOf(ClientFault.class).hasMessageContaining("not a cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "1", "outbox-", "outbox-x", "parked", "queue-1" })
    void another_text_is_no_id(String text) {
        assertThatThrownBy(() -> NotificationId.parse(text)).isInstanceOf(ClientFault.class)
                .hasMessageContaining("not the id of a notification");
    }

    private static DeskNotification told(long id, int minute) {
        return notification(id, minute, NotificationChannel.BROKER);
    }

    private static DeskNotification parked(long id, int minute) {
        return notification(id, minute, NotificationChannel.QUEUE);
    }

    private static DeskNotification notification(long id, int minute, NotificationChannel channel) {
        return new DeskNotification(id, channel, null, 1, "lead", null, null, null, null, null, NotificationState.PARKED, 0,
                LocalDateTime.of(2026, 11, 25, 8, minute), null, null, null, 2, "{}");
    }
}
