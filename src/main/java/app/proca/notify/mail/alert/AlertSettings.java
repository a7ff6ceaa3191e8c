package app.proca.notify.mail.alert;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When owners are told by mail that something does not arrive. */
@ConfigMapping(prefix = "proca.alerts")
public interface AlertSettings {

    /** For how long nothing may have arrived; zero: nobody is told. */
    @WithDefault("1h")
    Duration after();

    /** How long after a mail no other one says the same of the same queue. */
    @WithDefault("24h")
    Duration quiet();

    /** How often each instance looks. */
    @WithDefault("1m")
    Duration every();

    /** Whether anybody is told. */
    default boolean areOn() {
        return !after().isZero() && !after().isNegative();
    }
}
