/** Users, their place in orgs and what they may do. */
@NullMarked
package app.proca.notify.user;

import org.jspecify.annotations.NullMarked;
