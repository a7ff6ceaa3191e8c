/**
 * The half of the operator's desk that is about queues: how an org's queues stand and what is in them, its workers one by one,
 * and tests of its services. Above the queues and what works through them, which know nothing of it.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.ops.queues;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
