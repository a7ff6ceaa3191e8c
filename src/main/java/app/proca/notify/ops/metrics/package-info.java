/**
 * What Prometheus reads at {@code /q/metrics}. Below nobody knows of it: other packages let themselves be watched through small
 * interfaces of their own, and what is not counted as it happens is sampled, at most every so often and only when somebody
 * scrapes. No label holds an address, a reference or anything else of a person, and each has few values.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.ops.metrics;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
