package app.proca.notify.user;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;

import javax.sql.DataSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import app.proca.notify.org.InstanceSettings;
import io.quarkus.runtime.StartupEvent;

/**
 * The instance org and its first owner, made where they are missing. Runs once per start, before requests come, and
 * does nothing on an instance that is set up.
 */
@ApplicationScoped
class Seed {

    private static final Logger LOG = Logger.getLogger(Seed.class);
    private static final int AFTER_MIGRATIONS = 5;
    private static final int PASSWORD_BYTES = 15;
    private static final long SEED_LOCK = 0x70726f6373656564L;

    private final InstanceSettings settings;
    private final DataSource database;

    Seed(InstanceSettings settings, DataSource database) {
        this.settings = settings;
        this.database = database;
    }

    /** Blocks the start-up. Several instances that start together take turns. */
    void plant(@Observes @Priority(AFTER_MIGRATIONS) StartupEvent started) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "select pg_advisory_xact_lock(?)", SEED_LOCK);
            if (count(connection, "select count(*) from orgs where name = ?::citext", settings.orgName()) == 0) {
                requireEmpty(connection);
                run(connection,
                        "insert into orgs (name, title, inserted_at, updated_at) values (?::citext, ?, now() at time zone 'utc', now() at time zone 'utc') returning id",
                        settings.orgName(), settings.orgName());
                LOG.infof("Created the instance org \"%s\"", settings.orgName());
            }
            String email = settings.adminEmail().orElse("admin@localhost");
            if (count(connection, "select count(*) from users where perms & 1 = 1") == 0) {
                String password = settings.adminPassword().orElseGet(Seed::madeUp);
                plantAdmin(connection, email, password);
                connection.commit();
                tell(email, password);
            }
            connection.commit();
        }
    }

    /**
     * @throws IllegalStateException where there are orgs, and none of that name: a second instance org would encrypt from a key
     *         that nobody knows, and get the events that another one waits for
     */
    private void requireEmpty(Connection connection) throws SQLException {
        long orgs = count(connection, "select count(*) from orgs");
        if (orgs > 0) {
            throw new IllegalStateException("ORG_NAME is \"" + settings.orgName() + "\", and none of the " + orgs
                    + " orgs of this database has that name: set it to that of the org that runs the instance, as Proca had it");
        }
    }

    /** @throws IllegalStateException where the address is a user's already: who gains power is for an operator to say */
    private void plantAdmin(Connection connection, String email, String password) throws SQLException {
        if (count(connection, "select count(*) from users where email = ?::citext", email) > 0) {
            throw new IllegalStateException("Nobody owns this instance, and ADMIN_EMAIL is the address of a user who is there: "
                    + "name another address, or set bit 0 of that user's perms in the table users");
        }
        int all = Arrays.stream(Permission.values()).mapToInt(Permission::mask).reduce(0, (one, other) -> one | other);
        run(connection,
                """
                insert into users (email, hashed_password, perms, confirmed_at, inserted_at, updated_at)
                values (?::citext, ?, ?, now() at time zone 'utc', now() at time zone 'utc', now() at time zone 'utc') returning id""",
                email, Accounts.hash(password), all);
        run(connection, """
                insert into staffers (org_id, user_id, perms, inserted_at, updated_at)
                select o.id, u.id, ?, now() at time zone 'utc', now() at time zone 'utc' from orgs o, users u
                where o.name = ?::citext and u.email = ?::citext returning id""", Role.OWNER.mask(), settings.orgName(), email);
    }

    private void tell(String email, String password) {
        if (settings.adminPassword().isEmpty()) {
            // Printed, not logged: it is shown once, when it is valid, and kept by nobody.
            System.out.println("First administrator: " + email + ", password: " + password);
        }
    }

    private static String madeUp() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void run(Connection connection, String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.execute();
        }
    }

    private static long count(Connection connection, String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }
}
