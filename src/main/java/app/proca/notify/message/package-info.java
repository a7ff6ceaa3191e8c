/**
 * Bodies as they go over the wire (spec/amqp.md, "Bodies"): records built from committed entities, pure. Keys are
 * camelCase and sorted; keys inside config are left as stored.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.message;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
