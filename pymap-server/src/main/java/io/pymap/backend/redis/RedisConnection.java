package io.pymap.backend.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.pymap.mailbox.MailboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A connection to one Redis, or to a cluster where it is one. Comes back by itself until it is closed. */
final class RedisConnection implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final AbstractRedisClient client;
    private final RedisClusterAsyncCommands<byte[], byte[]> commands;
    private final RedisFacts facts;
    private final Reconnections reconnections;

    private RedisConnection(
            AbstractRedisClient client,
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            RedisFacts facts,
            Reconnections reconnections) {
        this.client = client;
        this.commands = commands;
        this.facts = facts;
        this.reconnections = reconnections;
    }

    /**
     * Tries until it succeeds.
     *
     * @param patience how long to try
     * @throws UncheckedIOException where it does not, with the address and no password in its message
     */
    static RedisConnection open(RedisAddress address, ClientResources resources, Duration timeout, Duration patience) {
        Instant deadline = InstantSource.system().instant().plus(patience);
        Wakeup connected = new Wakeup();
        RedisURI uri = address.withTimeout(timeout);
        RedisClient single = RedisClient.create(resources, uri);
        single.setOptions(options(ClientOptions.builder()).build());
        Reconnections reconnections = new Reconnections(connected);
        single.addListener(reconnections);
        RedisClusterAsyncCommands<byte[], byte[]> commands = patiently(
                        address, deadline, () -> single.connectAsync(ByteArrayCodec.INSTANCE, uri))
                .async();
        RedisFacts facts = patiently(address, deadline, () -> RedisFacts.ask(commands));
        if (!facts.cluster()) {
            reconnections.begin();
            return new RedisConnection(single, commands, facts, reconnections);
        }
        // A cluster client opens and closes connections all the time: nothing is told of them.
        single.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        RedisClusterClient cluster = RedisClusterClient.create(resources, uri);
        ClusterClientOptions.Builder builder = ClusterClientOptions.builder();
        options(builder);
        cluster.setOptions(builder.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(Duration.ofSeconds(10))
                        .build())
                .build());
        cluster.addListener(reconnections);
        return new RedisConnection(
                cluster,
                patiently(
                                address,
                                deadline,
                                () -> cluster.refreshPartitionsAsync()
                                        .thenCompose(known -> cluster.connectAsync(ByteArrayCodec.INSTANCE)))
                        .async(),
                facts,
                reconnections);
    }

    private static ClientOptions.Builder options(ClientOptions.Builder builder) {
        return builder.autoReconnect(true)
                // What is under way when the connection breaks must not be sent again: it may have been done.
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .protocolVersion(ProtocolVersion.RESP2)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Duration.ofSeconds(2))
                        .keepAlive(true)
                        .build());
    }

    private static <T> T patiently(
            RedisAddress address, Instant deadline, Supplier<? extends CompletionStage<T>> attempt) {
        Wakeup never = new Wakeup();
        while (true) {
            Duration left = Duration.between(InstantSource.system().instant(), deadline);
            try {
                Future<T> future = attempt.get().toCompletableFuture();
                return future.get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | RedisException | TimeoutException e) {
                boolean trusted = !isAboutTrust(e);
                if (left.compareTo(PAUSE) <= 0 || refusedForGood(e) || !trusted) {
                    String remedy = trusted
                            ? "start it, or name another with --address"
                            : "name a store of the certificates that are trusted:"
                                    + " PYMAP_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE";
                    String problem = "Redis at " + address + " cannot be reached (" + reason(e) + "); " + remedy;
                    throw new UncheckedIOException(problem, new IOException(problem, e));
                }
                never.await(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MailboxException.Unavailable("The server is being stopped");
            }
        }
    }

    /** Whether the certificate of Redis is the trouble, which no further attempt mends. */
    private static boolean isAboutTrust(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }

    private static boolean refusedForGood(Exception failure) {
        return reason(failure).matches("(WRONGPASS|NOAUTH|NOPERM|ERR).*");
    }

    /** The first thing that went wrong, in one line. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String text = message == null || message.isEmpty() ? cause.getClass().getSimpleName() : message;
        return text.lines().findFirst().orElse("no reason given");
    }

    RedisFacts facts() {
        return facts;
    }

    /** @param confirmation what is asked after every change */
    RedisLink link(Duration timeout, Optional<Call> confirmation) {
        return new RedisLink(commands, reconnections.connected(), timeout, confirmation);
    }

    /** A connection of its own for news. Tells of itself as of the others. */
    StatefulRedisPubSubConnection<String, String> listen(RedisAddress address, Duration patience) {
        Instant deadline = InstantSource.system().instant().plus(patience);
        if (client instanceof RedisClusterClient cluster) {
            return patiently(address, deadline, () -> cluster.connectPubSubAsync(StringCodec.UTF8));
        }
        RedisClient single = (RedisClient) client;
        return patiently(address, deadline, () -> single.connectPubSubAsync(StringCodec.UTF8, address.uri()));
    }

    @Override
    public void close() {
        reconnections.hush();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
