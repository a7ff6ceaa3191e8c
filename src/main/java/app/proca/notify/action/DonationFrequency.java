package app.proca.notify.action;

import java.util.Locale;
import java.util.stream.Stream;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import org.eclipse.microprofile.graphql.Enum;
import org.jspecify.annotations.Nullable;

/** How often a donation is given. */
@Enum("DonationFrequencyUnit")
public enum DonationFrequency {
    ONE_OFF(0), WEEKLY(1), MONTHLY(2), DAILY(16);

    private final int stored;

    DonationFrequency(int stored) {
        this.stored = stored;
    }

    /** As messages name it: {@code one_off}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The integer column; Proca's numbers have a gap. */
    @Converter(autoApply = true)
    public static class Column implements AttributeConverter<DonationFrequency, Integer> {

        @Override
        public @Nullable Integer convertToDatabaseColumn(@Nullable DonationFrequency frequency) {
            return frequency == null ? null : frequency.stored;
        }

        /** @throws IllegalStateException where the column holds a number that Proca has no name for */
        @Override
        public @Nullable DonationFrequency convertToEntityAttribute(@Nullable Integer number) {
            return number == null ? null
                    : Stream.of(values()).filter(frequency -> frequency.stored == number).findFirst()
                            .orElseThrow(() -> new IllegalStateException(number + " is no DonationFrequency"));
        }
    }
}
