/**
 * Which personal data a supporter gives: one class per contact schema, pure, behind {@link
 * app.proca.notify.supporter.schema.ContactRules}. Knows nothing of who gets the data and how it is kept.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.supporter.schema;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
