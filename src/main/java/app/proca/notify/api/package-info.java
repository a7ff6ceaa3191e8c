/** The GraphQL API at {@code /api} (spec/graphql.md): types, inputs, operations. Calls the features, in transactions. */
@CheckReturnValue
@NullMarked
package app.proca.notify.api;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
