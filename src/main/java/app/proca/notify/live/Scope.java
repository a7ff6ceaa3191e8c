package app.proca.notify.live;

import org.jspecify.annotations.Nullable;

/**
 * Whose pages a subscriber wants to hear of.
 *
 * @param orgId null for those of the whole instance
 */
public record Scope(@Nullable Long orgId) {

    /** Every page. */
    public static Scope instance() {
        return new Scope(null);
    }

    /** The pages that this org owns. */
    public static Scope org(long id) {
        return new Scope(id);
    }

    boolean covers(PageNews news) {
        return orgId == null || orgId.equals(news.org().id);
    }
}
