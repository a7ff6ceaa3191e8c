package app.proca.notify.database;

import jakarta.persistence.AttributeConverter;

import org.jspecify.annotations.Nullable;

/**
 * An enum in an integer column, by the position of its constants: their order is Proca's and must not change.
 *
 * @param <E> the enum
 */
public abstract class NumberedEnum<E extends Enum<E>> implements AttributeConverter<E, Integer> {

    private final Class<E> type;

    protected NumberedEnum(Class<E> type) {
        this.type = type;
    }

    // the position is what Proca stores
    @SuppressWarnings("EnumOrdinal")
    @Override
    public @Nullable Integer convertToDatabaseColumn(@Nullable E value) {
        return value == null ? null : value.ordinal();
    }

    /** @throws IllegalStateException where the column holds a number that Proca has no name for */
    @Override
    public @Nullable E convertToEntityAttribute(@Nullable Integer number) {
        if (number == null) {
            return null;
        }
        E[] values = type.getEnumConstants();
        if (number < 0 || number >= values.length) {
            throw new IllegalStateException(number + " is no " + type.getSimpleName());
        }
        return values[number];
    }
}
