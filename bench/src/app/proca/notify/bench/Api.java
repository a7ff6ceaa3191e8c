package app.proca.notify.bench;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;

/** The service's HTTP side, asked over connections that stay open. */
final class Api {

    private static final int MOST_CONNECTIONS = 256;
    private static final long LIMIT_S = 60;

    private final Vertx vertx;
    private final HttpClient client;
    private final Optional<String> authorization;

    private Api(Vertx vertx, HttpClient client, Optional<String> authorization) {
        this.vertx = vertx;
        this.client = client;
        this.authorization = authorization;
    }

    /** As a widget asks, on a page that anybody may see. */
    static Api anonymous(Vertx vertx, ServiceProcess service) {
        return new Api(vertx, client(vertx, service), Optional.empty());
    }

    /** Signed in with an API token, as a program is: a password would be hashed, which is slow on purpose. */
    static Api signedIn(Vertx vertx, ServiceProcess service) {
        HttpClient client = client(vertx, service);
        String login = java.util.Base64.getEncoder().encodeToString((ServiceProcess.ADMIN + ':' + ServiceProcess.PASSWORD)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String token = new Api(vertx, client, Optional.of("Basic " + login)).answer("mutation { resetApiToken }", Map.of()).getString("resetApiToken");
        return new Api(vertx, client, Optional.of("Bearer " + token));
    }

    String authorization() {
        return authorization.orElseThrow();
    }

    Future<Buffer> get(String path) {
        return send(HttpMethod.GET, path, Buffer.buffer());
    }

    /** Fails where the answer tells of errors. */
    Future<Buffer> ask(String query, Map<String, ?> variables) {
        Buffer question = new JsonObject().put("query", query).put("variables", variables).toBuffer();
        return send(HttpMethod.POST, "/api", question).map(answer -> {
            if (answer.toString().contains("\"errors\"")) {
                throw new IllegalStateException("the service answers " + answer);
            }
            return answer;
        });
    }

    /** Waits for the data. */
    JsonObject answer(String query, Map<String, ?> variables) {
        try {
            return ask(query, variables).toCompletionStage().toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS).toJsonObject()
                    .getJsonObject("data");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException failure) {
            throw new IllegalStateException("no answer to " + query, failure);
        }
    }

    private static HttpClient client(Vertx vertx, ServiceProcess service) {
        return vertx.createHttpClient(new HttpClientOptions().setDefaultPort(service.port()).setDefaultHost("127.0.0.1"),
                new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
    }

    /** On an event loop from the beginning: for who asks on another thread, the body may come before they look for it, and is lost. */
    private Future<Buffer> send(HttpMethod method, String path, Buffer body) {
        if (Vertx.currentContext() != null) {
            return exchange(method, path, body);
        }
        Promise<Buffer> answer = Promise.promise();
        vertx.runOnContext(ignored -> exchange(method, path, body).onComplete(answer));
        return answer.future();
    }

    private Future<Buffer> exchange(HttpMethod method, String path, Buffer body) {
        return client.request(method, path)
                .compose(request -> {
                    authorization.ifPresent(header -> request.putHeader("Authorization", header));
                    return request.putHeader("Content-Type", "application/json").send(body);
                })
                .compose(response -> response.statusCode() == 200 ? response.body()
                        : Future.failedFuture("the service answers " + response.statusCode() + " to " + path));
    }
}
