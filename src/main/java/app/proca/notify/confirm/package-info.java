/**
 * What one party asks and another has to answer: to launch a page, to join a campaign, to work for an org. A Confirm holds the
 * question until somebody who may accepts or rejects it, by its code. One class per operation says who may, and what accepting
 * does. Knows nothing of the mails and events that tell of it.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.confirm;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
