/**
 * The edge of the API at {@code /api}: GraphQL over HTTP and over WebSocket, who asks, what is too much, and how errors are
 * told; and the sessions of sockets of any kind. Knows the schema as a whole and nothing of orgs or campaigns; the operations
 * use {@link CurrentViewer}, {@link GivenArguments} and {@link Beginning}.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.api.edge;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
