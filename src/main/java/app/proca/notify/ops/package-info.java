/** What an operator sees: whether the service lives, is ready and is well. Above everything that it looks at. */
@NullMarked
package app.proca.notify.ops;

import org.jspecify.annotations.NullMarked;
