package app.proca.notify.api.edge;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** How the course of one operation on a socket is told to its client, in the words of the protocol that it speaks. */
public interface Telling {

    /** It could not begin: the only word on it. */
    void refuse(List<Map<String, Object>> errors);

    /** The whole answer of a query or a mutation. */
    void answer(Map<String, @Nullable Object> answer);

    /** A subscription is listened to: answers follow, and maybe an end. */
    void begin();

    /** One answer of a subscription. */
    void next(Map<String, @Nullable Object> answer);

    /** The last answer was told. */
    void end();

    /** A subscription that had begun breaks off. */
    void fail(List<Map<String, Object>> errors);
}
