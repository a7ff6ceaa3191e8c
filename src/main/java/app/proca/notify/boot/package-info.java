/**
 * How the process begins: it checks the environment, answers a wrong value with a sentence, translates Proca's variables to
 * Quarkus' and, in development, starts the local services first.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.boot;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
