package app.proca.notify.outbox;

import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Delivers once more what was delivered, given up, or rests after a failure: the same rows, so that their order and their message
 * ids stay. Everything happens in the caller's transaction; {@link #begin} is for after its commit.
 */
@ApplicationScoped
public class Redelivery {

    private final OutboxTable table;
    private final Relay relay;

    Redelivery(OutboxTable table, Relay relay) {
        this.table = table;
        this.relay = relay;
    }

    /**
     * Those that are still in the states in which they were seen become due; messages about supporters who were rejected do not.
     *
     * @param ids of one length with the states
     * @return the shard of each one that is delivered once more
     */
    public Uni<List<Integer>> again(SqlConnection transaction, List<Long> ids, List<String> states) {
        return ids.isEmpty() ? Uni.createFrom().item(List.of()) : table.again(transaction, ids, states);
    }

    /**
     * Publishes messages to the queues that they came from. The last thing that the transaction does: it locks their orgs.
     *
     * @return the shard of each
     */
    public Uni<List<Integer>> giveBack(SqlConnection transaction, List<ReturnedMessage> messages) {
        return messages.isEmpty() ? Uni.createFrom().item(List.of())
                : table.giveBack(transaction, messages).replaceWith(
                        messages.stream().map(message -> Shards.of(Channel.BROKER, message.orgId())).toList());
    }

    /** After the commit: the relay need not find out by itself. */
    public void begin(Collection<Integer> shards) {
        shards.stream().distinct().forEach(relay::wake);
    }
}
