/**
 * The command line: what {@code main} runs where it is not to serve. It needs no running Quarkus and knows the service only
 * from outside, as its consumers and callers do; of its neighbours it uses the local services, to find the broker of dev mode.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.cli;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
