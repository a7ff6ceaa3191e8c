/** Orgs and the services they use: entities, operations, rules; nothing about who is told. */
@NullMarked
package app.proca.notify.org;

import org.jspecify.annotations.NullMarked;
