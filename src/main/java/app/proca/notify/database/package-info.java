/** What Proca's tables have in common: keys, times, column types, what their constraints say (spec/database.md). */
@CheckReturnValue
@NullMarked
package app.proca.notify.database;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
