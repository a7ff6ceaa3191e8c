/** Campaigns and their action pages: entities, operations, rules; nothing about who is told. */
@NullMarked
package app.proca.notify.campaign;

import org.jspecify.annotations.NullMarked;
