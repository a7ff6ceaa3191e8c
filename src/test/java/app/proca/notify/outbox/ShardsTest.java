package app.proca.notify.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

class ShardsTest {

    @Test
    void an_orgs_mails_are_never_in_a_shard_with_messages() {
        LongStream.range(1, 100).forEach(org -> {
            assertThat(Shards.route(Shards.of(Channel.BROKER, org))).isEqualTo(Route.BROKER);
            assertThat(Shards.route(Shards.of(Channel.MAIL, org))).isEqualTo(Route.MAIL);
            assertThat(Shards.route(Shards.of(Channel.PROCESSING, org))).isEqualTo(Route.PROCESSING);
        });
    }

    @Test
    void queues_and_what_is_published_to_them_share_a_shard() {
        assertThat(Shards.of(Channel.TOPOLOGY, 21)).isEqualTo(Shards.of(Channel.BROKER, 21)).isEqualTo(5);
    }
}
