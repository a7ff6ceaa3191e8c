package app.proca.notify.action;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import jakarta.inject.Singleton;

import org.hibernate.reactive.pool.ReactiveConnection;
import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.org.ContactSchema;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.Supporter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** The SQL of the intake: one statement to read, one to write, since it is the hot path (docs/decisions/010). */
@Singleton
class IntakeTables {

    private static final String FIND = """
            select p.id, p.org_id, p.campaign_id, coalesce(c.org_id, p.org_id), p.delivery, c.force_delivery, c.contact_schema,
              o.high_security, exists (select from mtt m where m.campaign_id = c.id), s.id
            from action_pages p join orgs o on o.id = p.org_id join campaigns c on c.id = p.campaign_id
              left join sources s on s.source = $2 and s.medium = $3 and s.campaign = $4 and s.content = $5 and s.location = $6
            where p.id = $1""";

    /** Others may make the same one at the same time: the first wins, and all get its id. */
    private static final String SOURCE = """
            insert into sources (source, medium, campaign, content, location, inserted_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $6)
            on conflict (source, medium, campaign, content, location) do update set updated_at = excluded.updated_at
            returning id""";

    // A namespace of advisory locks, arbitrary but fixed: all instances of all versions must agree.
    private static final int REFERENCE_LOCK = 0x70726f68;

    /** Of whoever may bring, or look for, a reference. The next statement sees what those before committed. */
    private static final String LOCK_REFERENCE =
            "(select count(pg_advisory_xact_lock(%d, hashtext(encode(given, 'hex')))) from (select %s::bytea as given) reference"
                    + " where given is not null)";

    private static final String LOCK = "select " + LOCK_REFERENCE.formatted(REFERENCE_LOCK, "$1");

    private static final String SIGN = """
            with supporter as (
              insert into supporters (campaign_id, action_page_id, source_id, fingerprint, first_name, last_name, email, address,
                area, inserted_at, updated_at)
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) returning id),
            contact as (
              insert into contacts (supporter_id, org_id, payload, crypto_nonce, public_key_id, sign_key_id, delivery_consent,
                communication_consent, communication_scopes, inserted_at, updated_at)
              select s.id, c.org_id, c.payload, c.nonce, c.public_key, c.sign_key, c.delivery, c.communication, $18::varchar[],
                $10::timestamp, $10::timestamp
              from supporter s, unnest($11::bigint[], $12::bytea[], $13::bytea[], $14::bigint[], $15::bigint[], $16::boolean[],
                $17::boolean[]) as c (org_id, payload, nonce, public_key, sign_key, delivery, communication)),
            action as (
              insert into actions (supporter_id, campaign_id, action_page_id, source_id, action_type, fields, testing,
                with_consent, ref, inserted_at, updated_at)
              select s.id, $1::bigint, $2::bigint, $3::bigint, $19::varchar, $20::jsonb, $21::boolean, true, $22::bytea,
                $10::timestamp, $10::timestamp from supporter s returning id)
            select supporter.id, action.id, %s from supporter, action""".formatted(
            LOCK_REFERENCE.formatted(REFERENCE_LOCK, "$22"));

    /** To none but targets of the campaign. */
    private static final String MESSAGE = """
            with content as (insert into message_contents (subject, body) values ($1, $2) returning id)
            insert into messages (action_id, message_content_id, target_id, files, updated_at)
            select $3::bigint, content.id, t.id, $5::varchar[], $6::timestamp
            from content, unnest($4::uuid[]) as given (id) join targets t on t.id = given.id and t.campaign_id = $7""";

    private final Pool pool;

    IntakeTables(Pool pool) {
        this.pool = pool;
    }

    /** Outside any transaction: a caller may wait for other look-ups before it writes. */
    Uni<PageAndSource> find(long pageId, @Nullable Tracking tracking) {
        return pool.preparedQuery(FIND).execute(Tuple.from(Arrays.asList(pageId, text(tracking, Tracking::source),
                text(tracking, Tracking::medium), text(tracking, Tracking::campaign), text(tracking, Tracking::content),
                text(tracking, Tracking::location))))
                .map(rows -> found(rows, pageId));
    }

    Uni<Long> source(ReactiveConnection connection, Tracking tracking, LocalDateTime now) {
        return select(connection, SOURCE, tracking.source(), tracking.medium(), tracking.campaign(), tracking.content(),
                tracking.location(), now).map(row -> (Long) row[0]);
    }

    /**
     * Until the end of the transaction nobody else brings the reference, or looks for who did. Comes after the source, as in
     * a signature, so that nobody waits in a circle.
     */
    Uni<Void> lock(ReactiveConnection connection, byte[] reference) {
        return select(connection, LOCK, Buffer.buffer(reference)).replaceWithVoid();
    }

    /** All the rows of a signature, whose reference is locked; the supporter and the action get their ids. */
    Uni<Void> sign(ReactiveConnection connection, Supporter supporter, List<Contact> contacts, Action action) {
        return select(connection, SIGN, supporter.campaignId, supporter.actionPageId, supporter.sourceId,
                Buffer.buffer(supporter.fingerprint), supporter.firstName, supporter.lastName, supporter.email,
                supporter.address, supporter.area, supporter.insertedAt,
                each(contacts, Long[]::new, contact -> contact.orgId),
                each(contacts, Buffer[]::new, contact -> buffer(contact.payload)),
                each(contacts, Buffer[]::new, contact -> buffer(contact.cryptoNonce)),
                each(contacts, Long[]::new, contact -> contact.publicKeyId),
                each(contacts, Long[]::new, contact -> contact.signKeyId),
                each(contacts, Boolean[]::new, contact -> contact.deliveryConsent),
                each(contacts, Boolean[]::new, contact -> contact.communicationConsent),
                Objects.requireNonNull(contacts.get(0).communicationScopes).toArray(String[]::new),
                action.actionType, action.fields, action.testing, buffer(action.ref))
                .invoke(ids -> {
                    supporter.id = (Long) ids[0];
                    action.supporterId = supporter.id;
                    action.id = (Long) ids[1];
                }).replaceWithVoid();
    }

    /**
     * The mail to targets that came with an action.
     *
     * @throws ClientFault (in the Uni) where one is no target of the campaign
     */
    Uni<Void> message(ReactiveConnection connection, Action action, NewAction.NewMessage message) {
        return Uni.createFrom().completionStage(() -> connection.update(MESSAGE, new Object[]{ message.subject(), message.body(),
                action.id, message.targets().toArray(UUID[]::new), message.files().toArray(String[]::new), action.insertedAt,
                Objects.requireNonNull(action.campaignId) }))
                .invoke(written -> {
                    if (written < message.targets().size()) {
                        throw ClientFault.invalid(List.of(new Problem("must be targets of the page's campaign",
                                List.of("mtt", "targets"), Map.of())));
                    }
                }).replaceWithVoid();
    }

    private static PageAndSource found(RowSet<Row> rows, long pageId) {
        for (Row row : rows) {
            return new PageAndSource(new PageFacts(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3),
                    row.getBoolean(4), row.getBoolean(5), schema(row.getInteger(6)), row.getBoolean(7), row.getBoolean(8)),
                    row.getLong(9));
        }
        throw unknown(pageId);
    }

    static ClientFault unknown(long pageId) {
        return ClientFault.plain("action_page_id: Cannot find Action Page with id=" + pageId);
    }

    private static ContactSchema schema(int stored) {
        return Objects.requireNonNull(new ContactSchema.Column().convertToEntityAttribute(stored));
    }

    private static Uni<Object[]> select(ReactiveConnection connection, String sql, @Nullable Object... parameters) {
        return Uni.createFrom().completionStage(() -> connection.select(sql, parameters)).map(ReactiveConnection.Result::next);
    }

    private static <T> @Nullable T[] each(List<Contact> contacts, IntFunction<@Nullable T[]> array,
            Function<Contact, @Nullable T> value) {
        return contacts.stream().map(value).toArray(array);
    }

    private static @Nullable Buffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }

    private static @Nullable String text(@Nullable Tracking tracking, Function<Tracking, String> part) {
        return tracking == null ? null : part.apply(tracking);
    }
}
