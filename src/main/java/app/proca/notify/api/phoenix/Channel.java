package app.proca.notify.api.phoenix;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.api.phoenix.Step.End;
import app.proca.notify.api.phoenix.Step.EndAll;
import app.proca.notify.api.phoenix.Step.Run;
import app.proca.notify.api.phoenix.Step.Say;

/**
 * Where a client stands on its socket: whether it joined the one channel there is, Absinthe's, and how many operations it
 * asked for. What it says next leads to a new such value, and to steps.
 *
 * @param socket tells the ids of this socket's subscriptions from those of others
 * @param joinRef of the join, if joined
 */
record Channel(String socket, boolean joined, @Nullable Object joinRef, long operations) {

    static final String TOPIC = "__absinthe__:control";
    private static final String PHOENIX = "phoenix";
    private static final String LEAVE = "phx_leave";

    /** What a frame leads to. */
    record Heard(Channel next, List<Step> steps) {

        Heard {
            steps = List.copyOf(steps);
        }
    }

    /** Nobody joined yet. */
    static Channel of(String socket) {
        return new Channel(socket, false, null, 0);
    }

    Heard hear(Frame frame) {
        if (frame.topic().equals(PHOENIX) && frame.event().equals("heartbeat")) {
            return stay(new Say(Frame.ok(frame, null, Map.of())));
        }
        if (frame.topic().equals(TOPIC) && frame.event().equals(Serializer.JOIN)) {
            return join(frame);
        }
        if (frame.topic().equals(TOPIC) && joined) {
            return inChannel(frame);
        }
        return stay(new Say(frame.event().equals(LEAVE) ? Frame.ok(frame, frame.joinRef(), Map.of())
                : Frame.error(frame, null, reason("unmatched topic"))));
    }

    /** A second join takes the place of the first. */
    private Heard join(Frame frame) {
        Channel next = new Channel(socket, true, frame.joinRef(), operations);
        Step welcome = new Say(Frame.ok(frame, frame.joinRef(), Map.of()));
        return new Heard(next, joined ? List.of(new EndAll(), welcome, new Say(Frame.close(joinRef, TOPIC))) : List.of(welcome));
    }

    private Heard inChannel(Frame frame) {
        return switch (frame.event()) {
            case "doc" -> new Heard(new Channel(socket, joined, joinRef, operations + 1),
                    List.of(new Run(frame, joinRef, "__absinthe__:doc:" + socket + ":" + operations)));
            case "unsubscribe" -> unsubscribe(frame);
            case LEAVE -> leave(frame);
            default -> stay(new Say(Frame.error(frame, joinRef, reason("unknown event: send doc or unsubscribe"))));
        };
    }

    private Heard unsubscribe(Frame frame) {
        return frame.payload().get("subscriptionId") instanceof String id
                ? stay(new End(id), new Say(Frame.ok(frame, joinRef, Map.of("subscriptionId", id))))
                : stay(new Say(Frame.error(frame, joinRef, reason("unsubscribe needs a subscriptionId"))));
    }

    /** Not of an earlier join: that was closed already. */
    private Heard leave(Frame frame) {
        if (frame.joinRef() != null && !frame.joinRef().equals(joinRef)) {
            return stay();
        }
        return new Heard(new Channel(socket, false, null, operations),
                List.of(new EndAll(), new Say(Frame.ok(frame, joinRef, Map.of())), new Say(Frame.close(joinRef, TOPIC))));
    }

    private Heard stay(Step... steps) {
        return new Heard(this, List.of(steps));
    }

    private static Map<String, String> reason(String reason) {
        return Map.of("reason", reason);
    }
}
