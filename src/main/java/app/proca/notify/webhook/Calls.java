package app.proca.notify.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import app.proca.notify.common.Nameless;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;

/**
 * Calls webhooks. Phases: (1) a place among those that are called at once; (2) the addresses of the name, each of which must
 * be allowed; (3) a connection to one that was checked, so that no later answer of the name's server changes it; (4) the
 * call, with TLS and {@code Host} for the name; (5) the answer, of whose body no more than a bound is read. Redirects are
 * not followed.
 */
@Singleton
class Calls {

    private static final Logger LOG = Logger.getLogger(Calls.class);
    /** A body is read so that the connection can be used again, not for what it says. */
    private static final int LARGEST_ANSWER = 64 * 1024;
    /** Each may take the limit of a connection. */
    private static final int MOST_ADDRESSES = 3;
    private static final int UNUSED_CONNECTION_S = 15;
    /** Certificates that are trusted besides: {@code quarkus.tls.webhook.trust-store.…}. */
    private static final String TLS = "webhook";

    private final HttpClient client;
    private final Names names;
    private final AddressRule rule;
    private final WebhookSettings settings;
    private final Places places;

    @Inject
    Calls(Vertx vertx, Names names, WebhookSettings settings, TlsConfigurationRegistry certificates) {
        this(vertx, names, settings, certificates.get(TLS).map(TlsConfiguration::getTrustStoreOptions));
    }

    /** @param trust instead of the JDK's certificates */
    Calls(Vertx vertx, Names names, WebhookSettings settings, Optional<TrustOptions> trust) {
        this.client = vertx.createHttpClient(options(settings, trust));
        this.names = names;
        this.rule = AddressRule.allowing(settings.allowedAddresses().orElse(List.of()));
        this.settings = settings;
        this.places = new Places(settings.atOnce());
    }

    /** The Uni does not fail. */
    Uni<Answer> post(Call call) {
        return post(call, Excerpt.none());
    }

    /** The same for somebody who wants to see what the body begins with. */
    Uni<Answer> post(Call call, Excerpt excerpt) {
        return places.in(() -> names.addresses(call.host())
                .onFailure().recoverWithItem(List.of())
                .chain(found -> post(call, found, excerpt)))
                // ports, names and passwords that cannot be in a call
                .onFailure().recoverWithItem(failure -> {
                    LOG.debug("A webhook cannot be called", Nameless.of(failure));
                    return new Answer.NotReached("no call can be made of the host, path, user and password of the service");
                });
    }

    @PreDestroy
    void close() {
        var unused = client.close();
    }

    private Uni<Answer> post(Call call, List<InetAddress> addresses, Excerpt excerpt) {
        if (addresses.isEmpty()) {
            return notReached("the name " + call.host() + " is not known");
        }
        return addresses.stream().allMatch(rule::allows)
                ? connect(call, addresses.subList(0, Math.min(addresses.size(), MOST_ADDRESSES)), excerpt)
                : notReached("the address of " + call.host() + " is not a public one");
    }

    /** The first address that takes the connection. */
    private Uni<Answer> connect(Call call, List<InetAddress> addresses, Excerpt excerpt) {
        return connection(request(call, addresses.get(0)))
                .map(Optional::of)
                .onFailure().recoverWithItem(Optional.empty())
                .chain(connected -> connected.map(request -> exchange(request, call, excerpt))
                        .orElseGet(() -> addresses.size() == 1
                                ? notReached("no connection to " + call.host() + ":" + call.port())
                                : connect(call, addresses.subList(1, addresses.size()), excerpt)));
    }

    /** One that stands when nobody waits for it any more is given back. */
    private Uni<HttpClientRequest> connection(RequestOptions options) {
        return Uni.createFrom().emitter(emitter -> {
            AtomicBoolean over = new AtomicBoolean();
            emitter.onTermination(() -> over.set(true));
            client.request(options).onFailure(emitter::fail).onSuccess(request -> {
                if (over.get()) {
                    // else it is logged as an error
                    var unused = request.exceptionHandler(reset -> {}).reset();
                } else {
                    emitter.complete(request);
                }
            });
        });
    }

    private static Uni<Answer> notReached(String reason) {
        return Uni.createFrom().item(new Answer.NotReached(reason));
    }

    private Uni<Answer> exchange(HttpClientRequest request, Call call, Excerpt excerpt) {
        AtomicBoolean whole = new AtomicBoolean();
        return Uni.createFrom().deferred(() -> UniHelper.toUni(request.send(call.body())))
                .ifNoItem().after(settings.answerLimit()).fail()
                .chain(response -> read(response, whole, excerpt))
                .onFailure(TimeoutException.class)
                .recoverWithItem(new Answer.Broken("no answer within " + settings.answerLimit(), true))
                .onFailure().recoverWithItem(failure -> new Answer.Broken("the connection broke before an answer", false))
                .onTermination().invoke(() -> drop(request, whole));
    }

    /** The status is all that counts: a body that never ends changes nothing. */
    private Uni<Answer> read(HttpClientResponse response, AtomicBoolean whole, Excerpt excerpt) {
        Answer answer = new Answer.Status(response.statusCode(), response.getHeader(HttpHeaders.RETRY_AFTER));
        return Uni.createFrom().<Answer>emitter(emitter -> {
            int[] length = { 0 };
            response.exceptionHandler(failure -> emitter.complete(answer))
                    .handler(chunk -> {
                        length[0] += chunk.length();
                        excerpt.add(chunk);
                        if (length[0] > LARGEST_ANSWER) {
                            emitter.complete(answer);
                        }
                    })
                    .endHandler(end -> {
                        whole.set(true);
                        emitter.complete(answer);
                    });
        }).ifNoItem().after(settings.answerLimit().dividedBy(2)).recoverWithItem(answer);
    }

    /** A connection whose answer was not read to its end is of no more use. */
    private static void drop(HttpClientRequest request, AtomicBoolean whole) {
        if (!whole.get()) {
            var unused = request.reset();
        }
    }

    private RequestOptions request(Call call, InetAddress address) {
        return new RequestOptions().setMethod(HttpMethod.POST).setURI(call.target()).setSsl(call.isSecure())
                .setHost(call.host()).setPort(call.port())
                .setServer(SocketAddress.inetSocketAddress(call.port(), address.getHostAddress()))
                .setConnectTimeout(settings.connectLimit().toMillis()).setFollowRedirects(false).setHeaders(headers(call));
    }

    private static MultiMap headers(Call call) {
        return HttpHeaders.headers().addAll(call.headers());
    }

    private static HttpClientOptions options(WebhookSettings settings, Optional<TrustOptions> trust) {
        HttpClientOptions options = new HttpClientOptions().setForceSni(true).setVerifyHost(true)
                .setConnectTimeout(Math.toIntExact(settings.connectLimit().toMillis()))
                .setSslHandshakeTimeout(settings.connectLimit().toMillis()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxPoolSize(settings.atOnce()).setKeepAliveTimeout(UNUSED_CONNECTION_S);
        trust.ifPresent(options::setTrustOptions);
        return options;
    }
}
