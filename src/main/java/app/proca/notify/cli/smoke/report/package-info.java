/** What a smoke run found, and how it is told: to a person, to a program, to a build server. Pure values. */
@CheckReturnValue
@NullMarked
package app.proca.notify.cli.smoke.report;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
