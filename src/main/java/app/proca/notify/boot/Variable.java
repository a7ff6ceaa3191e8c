package app.proca.notify.boot;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import app.proca.notify.org.OrgRules;
import app.proca.notify.user.UserRules;
import app.proca.notify.webhook.AddressRule;
import io.netty.util.NetUtil;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;

/** The environment variables that hold one setting each: which, and what they take. Those that hold a secret are not repeated. */
enum Variable {

    PORT("quarkus.http.port", "a number from 0 (any free port) to 65535", Variable::isPort),
    LISTEN_IP("quarkus.http.host", "an IP address of this machine, or 0.0.0.0 or :: for all of them", Variable::isAddress),
    MAX_BODY_SIZE("quarkus.http.limits.max-body-size", "a number of bytes from 1 to 1G, like 500000, 500K or 1M",
            Variable::isSize),
    PROCA_CORS_ORIGINS("quarkus.http.cors.origins",
            "* for any site, or sites like https://act.example.org; several with commas", Variable::isOrigins),
    PROCA_API_INTROSPECTION("proca.api.introspection", "true or false", Variable::isYesOrNo),
    PROCA_HSTS("quarkus.http.header.\"Strict-Transport-Security\".value", "like max-age=31536000; includeSubDomains",
            value -> value.matches("max-age=[0-9]{1,10}(; includeSubDomains)?(; preload)?")),
    HTTPS_PORT("quarkus.http.ssl-port", "a number from 0 (any free port) to 65535", Variable::isPort),
    AMQP_CACERTFILE("proca.broker.authorities", "a file that can be read, with certificates in PEM", Variable::isFile),
    AMQP_CERTFILE("proca.broker.certificate", "a file that can be read, with certificates in PEM", Variable::isFile),
    AMQP_KEYFILE("proca.broker.key", "a file that can be read, with a key in PEM", Variable::isFile),
    DOMAIN("proca.instance.domain", "a host name, like act.example.org", Variable::isHostName),
    ORG_NAME("proca.instance.org-name", "a name of letters, digits, _ and -, of at most 255 characters", OrgRules::isName),
    ADMIN_EMAIL("proca.instance.admin-email", "a mail address, like admin@example.org", OrgRules::isMailAddress),
    ADMIN_PASSWORD("proca.instance.admin-password", "12 characters or more, and 72 bytes or less", UserRules::hasUsableLength),
    FINGERPRINT_SEED("proca.supporter.fingerprint-seed", "a text", value -> true),
    JWT_SECRET("proca.jwt.secret", "32 bytes or more", Variable::isSecret),
    JWKS_URL("proca.jwt.jwks-url", "a URL, like https://id.example.org/.well-known/jwks.json", Variable::isWebAddress),
    JWT_EMAIL("proca.jwt.email", "names with dots between, like email or identity.emails.[].email; several with commas",
            Variable::isClaim),
    JWT_EMAIL_VERIFIED("proca.jwt.email-verified", "names with dots between, like email_verified; several with commas",
            Variable::isClaim),
    ALLOW_UNVERIFIED_EMAIL("proca.jwt.allow-unverified-email", "true or false",
            Variable::isYesOrNo),
    PROCA_JWT_AUDIENCE("proca.jwt.audience", "a text", value -> true),
    PROCA_SIGN_IN_WRONG_PASSWORDS_PER_ADDRESS("proca.sign-in.wrong-passwords-per-address", "a number from 1 to 1000",
            Variable::isCount),
    PROCA_SIGN_IN_WRONG_PASSWORDS_PER_USER("proca.sign-in.wrong-passwords-per-user", "a number from 1 to 1000",
            Variable::isCount),
    PROCA_SIGN_IN_WRONG_PASSWORDS_WITHIN("proca.sign-in.wrong-passwords-within", "a time, like 30s, 5m or 12h",
            Variable::isDuration),
    PROCA_QUEUES_RETRY_DELAY("proca.queues.retry-delay", "a time, like 30s, 5m or 12h, or 0",
            value -> value.equals("0") || isDuration(value)),
    PROCA_QUEUES_TYPE("proca.queues.type", "classic or quorum", Variable::isQueueType),
    PROCA_WEBHOOK_ALLOWED_ADDRESSES("proca.webhook.allowed-addresses",
            "networks like 10.1.0.0/16 or addresses like fd00::1, with commas", Variable::areRanges),
    PROCA_ALERTS_AFTER("proca.alerts.after", "a time, like 30m or 1h, or 0", value -> value.equals("0") || isDuration(value)),
    PROCA_ALERTS_QUIET("proca.alerts.quiet", "a time, like 12h or 1d", Variable::isDuration),
    PROCA_OUTBOX_KEEP("proca.outbox.keep", "a time, like 30s, 5m or 12h", Variable::isDuration),
    PROCA_OUTBOX_PROCESSING_LANES("proca.outbox.processing.lanes", "a number from 1 to 1000", Variable::isCount),
    PROCA_OUTBOX_PROCESSING_BATCH_SIZE("proca.outbox.processing.batch-size", "a number from 1 to 1000", Variable::isCount),
    PROCA_OUTBOX_MAX_ATTEMPTS("proca.outbox.max-attempts", "a number from 1 to 1000", Variable::isCount),
    PROCA_OUTBOX_DELIVERY_LIMIT("proca.outbox.delivery-limit", "a time, like 30s, 5m or 12h", Variable::isDuration),
    PROCA_DATABASE_STANDSTILL("proca.database.standstill", "a time as PostgreSQL writes it, like 30s or 1min",
            value -> value.matches("[1-9][0-9]{0,8}(ms|s|min|h)")),
    PROCA_BOUNCES_SECRET("proca.bounces.secret", "16 characters or more, without spaces", Variable::isSharedSecret),
    PROCA_PROCESSING_LEFT_AFTER("proca.processing.left-after", "a time, like 30m or 1h, or 0",
            value -> value.equals("0") || isDuration(value)),
    PROCA_STATS_RECOUNT("proca.stats.recount", "a time, like 1m or 12h, or 0", value -> value.equals("0") || isDuration(value)),
    PROCA_STATS_SIGHTINGS("proca.stats.sightings", "a time, like 250ms", Variable::isDuration),
    PROCA_METRICS_TOKEN("proca.metrics.token", "16 characters or more, without spaces", Variable::isSharedSecret),
    PROCA_METRICS_QUEUES("proca.metrics.most-queues", "a number from 1 to 1000", Variable::isCount),
    OTEL_EXPORTER_OTLP_ENDPOINT("quarkus.otel.exporter.otlp.endpoint", "an address like http://collector:4317",
            Variable::isWebAddress),
    OTEL_EXPORTER_OTLP_PROTOCOL("quarkus.otel.exporter.otlp.protocol", "grpc or http/protobuf",
            value -> value.equals("grpc") || value.equals("http/protobuf")),
    PROCA_LOG_FORMAT("quarkus.log.console.json.enabled", "text or json", value -> value.equals("text") || value.equals("json")),
    PROCA_HEALTH_OUTBOX_LATE_AFTER("proca.health.outbox-late-after", "a time, like 30s, 5m or 12h", Variable::isDuration);

    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_ATTEMPTS = 1_000;
    private static final int SHORTEST_SECRET = 32;
    private static final long LARGEST_BODY = 1L << 30;
    private static final Set<String> QUEUE_TYPES = Set.of("classic", "quorum");
    private static final Set<String> PRIVATE = Set.of("ADMIN_EMAIL", "ADMIN_PASSWORD", "FINGERPRINT_SEED", "JWT_SECRET",
            "PROCA_BOUNCES_SECRET", "PROCA_METRICS_TOKEN");

    final String setting;
    private final String form;
    private final Predicate<String> takes;

    Variable(String setting, String form, Predicate<String> takes) {
        this.setting = setting;
        this.form = form;
        this.takes = takes;
    }

    /** The value, unless it is wrong. */
    String checked(String value) {
        if (!takes.test(value)) {
            throw new WrongSetting(name() + " must be " + form + (PRIVATE.contains(name()) ? "." : "; it is " + value + "."));
        }
        return value;
    }

    private static boolean isYesOrNo(String value) {
        return value.equals("true") || value.equals("false");
    }

    private static boolean isFile(String value) {
        return Files.isReadable(Path.of(value));
    }

    private static boolean isPort(String value) {
        return value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= HIGHEST_PORT;
    }

    private static boolean isAddress(String value) {
        return NetUtil.isValidIpV4Address(value) || NetUtil.isValidIpV6Address(value);
    }

    private static boolean areRanges(String value) {
        try {
            var unused = AddressRule.allowing(List.of(value.split(",")));
            return true;
        } catch (IllegalArgumentException notARange) {
            return false;
        }
    }

    private static boolean isSize(String value) {
        if (!value.matches("[0-9]{1,9}[KkMmGg]?")) {
            return false;
        }
        long bytes = new MemorySizeConverter().convert(value).asLongValue();
        return bytes >= 1 && bytes <= LARGEST_BODY;
    }

    private static boolean isHostName(String value) {
        return value.matches("[A-Za-z0-9-]+([.][A-Za-z0-9-]+)*(:[0-9]{1,5})?");
    }

    private static boolean isDuration(String value) {
        try {
            return DurationConverter.parseDuration(value).toMillis() > 0;
        } catch (IllegalArgumentException | ArithmeticException notATime) {
            return false;
        }
    }

    private static boolean isWebAddress(String value) {
        return value.matches("https?://[^\\s/?#]+\\S*");
    }

    private static boolean isOrigins(String value) {
        return value.equals("*") || value.matches("https?://[^\\s/,]+( *, *https?://[^\\s/,]+)*");
    }

    /** HS256 is no stronger than its secret. */
    private static boolean isSecret(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length >= SHORTEST_SECRET;
    }

    /** Stands in URLs and headers, and is not guessed. */
    private static boolean isSharedSecret(String value) {
        return value.matches("[!-~]{16,}");
    }

    private static boolean isClaim(String value) {
        return value.matches("[^\\s,.]+([.][^\\s,.]+)*( *, *[^\\s,.]+([.][^\\s,.]+)*)*");
    }

    private static boolean isQueueType(String value) {
        return QUEUE_TYPES.contains(value.toLowerCase(Locale.ROOT));
    }

    private static boolean isCount(String value) {
        return value.matches("[0-9]{1,4}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= MOST_ATTEMPTS;
    }
}
