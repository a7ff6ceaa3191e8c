package app.proca.notify.sqs;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClientBuilder;

/**
 * One client per account and region; all share connections and threads. Bounded: beyond the bound the longest unused is
 * closed, which ends no request under way.
 */
@Singleton
class SqsClients {

    private static final int MOST = 200;
    private static final int CONNECTIONS = 100;
    private static final int THREADS = 2;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private record Access(String region, String key, String secret) {}

    private final Optional<URI> endpoint;
    private final Duration limit;
    private final ScheduledExecutorService limits = Executors.newSingleThreadScheduledExecutor(SqsClients::thread);
    private @Nullable SdkAsyncHttpClient http;
    /** The longest unused first. */
    private final Map<Access, SqsAsyncClient> clients = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Access, SqsAsyncClient> eldest) {
            boolean tooMany = size() > MOST;
            if (tooMany) {
                eldest.getValue().close();
            }
            return tooMany;
        }
    };

    SqsClients(SqsSettings settings) {
        this.endpoint = settings.endpoint();
        this.limit = settings.answerLimit();
    }

    /** Making one takes a while, elsewhere than here. */
    Uni<SqsAsyncClient> of(SqsQueue queue) {
        return Uni.createFrom().item(() -> made(new Access(queue.region(), queue.key(), queue.secret())))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @PreDestroy
    synchronized void close() {
        clients.values().forEach(SqsAsyncClient::close);
        clients.clear();
        if (http != null) {
            http.close();
        }
        limits.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sqs-limits");
        thread.setDaemon(true);
        return thread;
    }

    private synchronized SqsAsyncClient made(Access access) {
        return clients.computeIfAbsent(access, this::client);
    }

    private SqsAsyncClient client(Access access) {
        SqsAsyncClientBuilder builder = SqsAsyncClient.builder().region(Region.of(access.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(access.key(), access.secret())))
                .httpClient(connections())
                // what fails waits in its queue
                .overrideConfiguration(config -> config.retryStrategy(DefaultRetryStrategy.doNotRetry()).apiCallTimeout(limit)
                        .scheduledExecutorService(limits))
                // what follows an answer does not block: no threads of the client's own
                .asyncConfiguration(config -> config
                        .advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private SdkAsyncHttpClient connections() {
        if (http == null) {
            http = NettyNioAsyncHttpClient.builder().maxConcurrency(CONNECTIONS).connectionTimeout(CONNECT_LIMIT)
                    .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(THREADS)).build();
        }
        return http;
    }
}
