package app.proca.notify.database;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.usertype.UserType;
import org.jspecify.annotations.Nullable;

import io.vertx.core.json.JsonObject;

/**
 * A {@code jsonb} column as the database client reads and writes it. The value counts as immutable: to change it, put
 * another object in its place.
 */
public class JsonColumn implements UserType<JsonObject> {

    @Override
    public int getSqlType() {
        return SqlTypes.JAVA_OBJECT;
    }

    @Override
    public Class<JsonObject> returnedClass() {
        return JsonObject.class;
    }

    @Override
    public boolean equals(@Nullable JsonObject one, @Nullable JsonObject other) {
        return Objects.equals(one, other);
    }

    @Override
    public int hashCode(JsonObject value) {
        return value.hashCode();
    }

    @Override
    public @Nullable JsonObject nullSafeGet(ResultSet row, int position, WrapperOptions options) throws SQLException {
        return (JsonObject) row.getObject(position);
    }

    @Override
    public void nullSafeSet(PreparedStatement statement, @Nullable JsonObject value, int position, WrapperOptions options)
            throws SQLException {
        statement.setObject(position, value);
    }

    @Override
    public @Nullable JsonObject deepCopy(@Nullable JsonObject value) {
        return value;
    }

    @Override
    public boolean isMutable() {
        return false;
    }

    @Override
    public @Nullable Serializable disassemble(@Nullable JsonObject value) {
        return value == null ? null : value.encode();
    }

    @Override
    public @Nullable JsonObject assemble(@Nullable Serializable cached, Object owner) {
        return cached == null ? null : new JsonObject((String) cached);
    }
}
