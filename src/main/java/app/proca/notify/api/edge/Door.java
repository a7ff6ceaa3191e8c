package app.proca.notify.api.edge;

import java.util.Set;

import graphql.language.OperationDefinition.Operation;

/** Which operations may come this way. */
enum Door {

    /** Links must not change anything. */
    GET(Set.of(Operation.QUERY)),
    POST(Set.of(Operation.QUERY, Operation.MUTATION)),
    SOCKET(Set.of(Operation.values()));

    private final Set<Operation> open;

    Door(Set<Operation> open) {
        this.open = open;
    }

    /** @throws Refused unless it may */
    void admit(Operation operation) {
        if (!open.contains(operation)) {
            throw Refused.wrongMethod(operation == Operation.SUBSCRIPTION
                    ? "Subscriptions need a WebSocket with graphql-transport-ws"
                    : "Mutations need POST");
        }
    }
}
