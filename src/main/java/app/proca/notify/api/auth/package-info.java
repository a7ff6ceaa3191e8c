/** Who calls: the Authorization header of a request. */
@NullMarked
package app.proca.notify.api.auth;

import org.jspecify.annotations.NullMarked;
