package app.proca.notify.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;

import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Stands in for a Proca that works on the same database and broker: it writes the rows that Proca writes, past us, and processes
 * as Proca does, with no lock: it reads how far an action is, publishes, and only then writes what became of it. For pages of
 * orgs where nobody has to confirm.
 */
public final class ProcaAtWork {

    private static final AMQP.BasicProperties PERSISTENT = new AMQP.BasicProperties.Builder().deliveryMode(2)
            .contentType("application/json").build();

    private static final String SIGN =
            """
            with page as (select * from action_pages where id = $1),
            supporter as (
              insert into supporters (campaign_id, action_page_id, fingerprint, first_name, email, area, inserted_at, updated_at)
              select campaign_id, id, sha256(convert_to('seed of proca' || $2::text, 'UTF8')), 'Jo', $2::text, 'PL',
                now() at time zone 'utc', now() at time zone 'utc' from page returning *),
            contact as (
              insert into contacts (supporter_id, org_id, payload, communication_consent, communication_scopes, delivery_consent, inserted_at,
                updated_at)
              select s.id, p.org_id, convert_to('{"email": "' || $2::text || '"}', 'UTF8'), true, '{email}', true, s.inserted_at, s.updated_at
              from supporter s, page p)
            insert into actions (supporter_id, action_type, campaign_id, action_page_id, with_consent, fields, inserted_at, updated_at)
            select id, 'petition', campaign_id, action_page_id, true, '{}', inserted_at, updated_at from supporter returning id""";

    private static final String ACT = """
            insert into actions (supporter_id, action_type, campaign_id, action_page_id, with_consent, fields, inserted_at, updated_at)
            select s.id, 'share', p.campaign_id, p.id, false, '{}', now() at time zone 'utc', now() at time zone 'utc'
            from action_pages p join supporters s on s.fingerprint = sha256(convert_to('seed of proca' || $2::text, 'UTF8'))
            where p.id = $1 order by s.id desc limit 1 returning id""";

    /** What may go on, as it stands now: nobody keeps it from changing. */
    private static final String OPEN = """
            select a.id, s.id as supporter, c.org_id, a.action_type || '.' || p.name as key
            from actions a join supporters s on s.id = a.supporter_id join contacts c on c.supporter_id = s.id
              join campaigns p on p.id = a.campaign_id
            where a.id = any($1) and (a.processing_status = 0 and s.processing_status in (0, 3)
              or a.processing_status = 3 and s.processing_status = 3)""";

    private static final String STORE_ACTION = """
            update actions set processing_status = 4, updated_at = now() at time zone 'utc' where id = $1""";

    private static final String STORE_SUPPORTER = """
            update supporters s set processing_status = 3, email = null, updated_at = now() at time zone 'utc',
              dupe_rank = (select count(*) from supporters o where o.campaign_id = s.campaign_id and o.fingerprint = s.fingerprint
                and o.id < s.id and o.processing_status = 3)
            where id = $1""";

    private static final String LEFT = """
            select a.id from actions a join supporters s on s.id = a.supporter_id
            where a.inserted_at < (now() at time zone 'utc') - $1::text::interval
              and (a.processing_status = 0 and s.processing_status in (0, 3) or a.processing_status = 3 and s.processing_status = 3)
            order by a.id""";

    private final Pool pool;

    public ProcaAtWork(Pool pool) {
        this.pool = pool;
    }

    /** Somebody signs on the page; nothing is processed yet. */
    public long sign(long page, String email) {
        return ask(SIGN, page, email).get(0).getLong(0);
    }

    /** Who signed before shares on the page; nothing is processed yet. */
    public long share(long page, String email) {
        return ask(ACT, page, email).get(0).getLong(0);
    }

    /** Delivers those of these actions that may go on. */
    public void process(Channel channel, List<Long> actions) throws IOException {
        List<Row> open = ask(OPEN, (Object) actions.toArray(Long[]::new));
        for (Row row : open) {
            channel.basicPublish("org." + row.getLong("org_id") + ".deliver", row.getString("key"), PERSISTENT,
                    ("{\"schema\":\"proca:action:2\",\"stage\":\"deliver\",\"actionId\":" + row.getLong("id") + "}")
                            .getBytes(StandardCharsets.UTF_8));
        }
        for (Row row : open) {
            ask(STORE_SUPPORTER, row.getLong("supporter"));
            ask(STORE_ACTION, row.getLong("id"));
        }
    }

    /** What was left for so long, as it looks for every ten minutes, with a margin of one. */
    public List<Long> left(String margin) {
        return ask(LEFT, margin).stream().map(row -> row.getLong(0)).toList();
    }

    /** Says something to the database, past us. */
    @CanIgnoreReturnValue
    public List<Row> ask(String sql, Object... values) {
        try {
            RowSet<Row> found = VertxContextSupport
                    .subscribeAndAwait(() -> pool.preparedQuery(sql).execute(Tuple.from(List.of(values))));
            List<Row> rows = new ArrayList<>();
            found.forEach(rows::add);
            return rows;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
