package app.proca.notify.webhook;

/** What came of a call of a webhook, roughly. */
public enum CallResult {
    /** 2xx: it took the message. */
    SUCCESS("2xx"),
    /** 3xx, which is not followed. */
    REDIRECT("3xx"), CLIENT_ERROR("4xx"), SERVER_ERROR("5xx"),
    /** Connected, and no answer in time. */
    TIMEOUT("timeout"),
    /** Connected, and the connection broke before an answer. */
    BROKEN("broken"),
    /** No such name, an address that is not allowed, no connection, no TLS. */
    REFUSED("refused");

    private static final int CLASS = 100;

    private final String label;

    CallResult(String label) {
        this.label = label;
    }

    /** As operators see it. */
    public String label() {
        return label;
    }

    /** What HTTP does not know counts as the server's error. */
    static CallResult of(int status) {
        return switch (status / CLASS) {
            case 2 -> SUCCESS;
            case 3 -> REDIRECT;
            case 4 -> CLIENT_ERROR;
            default -> SERVER_ERROR;
        };
    }
}
