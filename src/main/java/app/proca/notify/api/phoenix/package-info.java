/**
 * Proca's own socket at {@code /socket/websocket}, as Phoenix and Absinthe serve it, for clients that were made for those. What
 * a frame means is decided in {@link app.proca.notify.api.phoenix.Channel}, without a socket; what all sockets share is the
 * edge's ({@code api.edge}).
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.api.phoenix;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
