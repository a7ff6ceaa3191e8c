package app.proca.notify.key;

import java.security.KeyPair;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import app.proca.notify.org.InstanceOrg;
import io.quarkus.runtime.StartupEvent;

/**
 * The key that the instance encrypts from, made where the instance org has none at all: an org that activates a key of its own
 * then needs nobody to set the instance up first.
 */
@ApplicationScoped
class InstanceKey {

    private static final Logger LOG = Logger.getLogger(InstanceKey.class);
    private static final int AFTER_THE_INSTANCE_ORG = 6;
    private static final long LOCK = 0x70726f636b657973L;
    private static final String PLANT = """
            insert into public_keys (org_id, name, public, private, active, expired, inserted_at, updated_at)
            select o.id, 'instance', ?, ?, true, false, now() at time zone 'utc', now() at time zone 'utc' from orgs o
            where o.name = ?::citext and not exists (select from public_keys k where k.org_id = o.id)""";

    private final InstanceOrg instance;
    private final DataSource database;

    InstanceKey(InstanceOrg instance, DataSource database) {
        this.instance = instance;
        this.database = database;
    }

    /** Blocks the start-up. Several instances that start together take turns. */
    void plant(@Observes @Priority(AFTER_THE_INSTANCE_ORG) StartupEvent started) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setLong(1, LOCK);
                var unused = lock.execute();
            }
            if (plant(connection, Keys.newPair()) > 0) {
                LOG.info("Made the key that the instance encrypts personal data from");
            }
            connection.commit();
        }
    }

    private int plant(Connection connection, KeyPair pair) throws SQLException {
        try (var insert = connection.prepareStatement(PLANT)) {
            insert.setBytes(1, Keys.littleEndian((XECPublicKey) pair.getPublic()));
            insert.setBytes(2, ((XECPrivateKey) pair.getPrivate()).getScalar().orElseThrow());
            insert.setString(3, instance.name());
            return insert.executeUpdate();
        }
    }
}
