/** E-mail templates: entities and the cache of compiled ones. */
@NullMarked
package app.proca.notify.template;

import org.jspecify.annotations.NullMarked;
