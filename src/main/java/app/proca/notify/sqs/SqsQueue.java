package app.proca.notify.sqs;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A queue that takes an org's messages.
 *
 * @param region the service's host
 * @param name the service's path: the queue's URL, or its name
 * @param key the service's user
 * @param secret the service's password
 * @param alone false where another queue of SQS takes messages of the same queue of ours
 */
record SqsQueue(String region, String name, String key, String secret, boolean alone) {

    /** It becomes part of a host name. */
    private static final Pattern REGION = Pattern.compile("[a-z]{2,8}(-[a-z0-9]{1,16}){1,6}");

    static SqsQueue of(String host, @Nullable String path, String user, String password, boolean alone) {
        return new SqsQueue(host.strip(), path == null ? "" : path.strip(), user, password, alone);
    }

    /** Says what is missing; null where nothing is. */
    @Nullable
    String fault() {
        if (!REGION.matcher(region).matches()) {
            return "its host is no region, like eu-west-1";
        }
        if (name.isEmpty()) {
            return "its path names no queue";
        }
        return key.isBlank() || secret.isBlank() ? "its user and password are no access key" : null;
    }

    boolean isUrl() {
        return name.startsWith("https://") || name.startsWith("http://");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SqsQueue[" + region + ", " + name + "]";
    }
}
