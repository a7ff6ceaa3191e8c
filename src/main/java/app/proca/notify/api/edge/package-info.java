/**
 * The edge of the API at {@code /api}: GraphQL over HTTP and over WebSocket, who asks, what is too much, and how errors are
 * told. Knows the schema as a whole and nothing of orgs or campaigns; the operations use {@link CurrentViewer} and
 * {@link GivenArguments}.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.api.edge;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
