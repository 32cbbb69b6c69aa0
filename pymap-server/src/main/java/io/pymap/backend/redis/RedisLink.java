package io.pymap.backend.redis;

import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.pymap.mailbox.MailboxException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Redis over one connection that comes back by itself.
 *
 * <p>A call that has not been sent, or that Redis has turned away, waits for better times up to the timeout. One that has
 * been sent when the connection broke is asked again only if it changes nothing: nobody knows what became of it.
 */
final class RedisLink implements Link {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    /** How often a call that could not be sent is tried again. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** What Lettuce says of a command that it has not sent. */
    private static final String NOT_SENT = "Currently not connected";

    /** Answers of a Redis that has done nothing and may be ready soon. */
    private static final Set<String> TURNED_AWAY =
            Set.of("LOADING", "TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN", "READONLY", "BUSY");

    private static final Set<String> NOT_NOW =
            Set.of("MISCONF", "NOREPLICAS", "NOAUTH", "WRONGPASS", "NOPERM", "MOVED");

    private final RedisClusterAsyncCommands<byte[], byte[]> commands;
    private final Wakeup connected;
    private final Duration timeout;
    private final Optional<Call> confirmation;
    private final InstantSource clock = InstantSource.system();

    /**
     * @param connected wakes those who wait when there may be a connection again
     * @param confirmation what is asked after every change, and must answer a number above 0
     */
    RedisLink(
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            Wakeup connected,
            Duration timeout,
            Optional<Call> confirmation) {
        this.commands = commands;
        this.connected = connected;
        this.timeout = timeout;
        this.confirmation = confirmation;
    }

    @Override
    public List<Answer> ask(List<Call> calls) {
        Instant deadline = clock.instant().plus(timeout);
        List<@Nullable Answer> answers = new ArrayList<>(calls.size());
        List<Integer> open = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            answers.add(null);
            open.add(i);
        }
        while (!open.isEmpty()) {
            List<RedisFuture<Object>> futures = new ArrayList<>(open.size());
            open.forEach(
                    index -> futures.add(send(calls.get(index), calls.get(index).command())));
            List<Integer> again = new ArrayList<>();
            for (int i = 0; i < futures.size(); i++) {
                int index = open.get(i);
                Optional<Answer> answer = await(calls.get(index), futures.get(i), deadline);
                answer.ifPresentOrElse(given -> answers.set(index, given), () -> again.add(index));
            }
            open = again;
            if (!open.isEmpty()) {
                pause(deadline);
            }
        }
        if (confirmation.isPresent() && calls.stream().anyMatch(Call::writes)) {
            confirm(confirmation.get(), deadline);
        }
        return answers.stream()
                .map(answer -> answer == null ? new Answer(null) : answer)
                .toList();
    }

    private void confirm(Call call, Instant deadline) {
        // A new connection knows of no changes, so this must not be tried again.
        Optional<Answer> confirmed = await(call, send(call, call.command()), deadline);
        boolean reached = confirmed
                .map(answer -> answer.value() instanceof List<?> ? answer.at(0) : answer)
                .filter(answer -> answer.number() > 0)
                .isPresent();
        if (!reached) {
            throw new MailboxException.Unavailable("The change is made but not yet safe");
        }
    }

    private RedisFuture<Object> send(Call call, ProtocolKeyword type) {
        CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        call.script().ifPresent(script -> {
            if (type == CommandType.EVAL) {
                arguments.add(script.text());
            } else {
                arguments.add(script.digest());
            }
            arguments.add(call.keys().size());
        });
        arguments.addKeys(call.keys());
        arguments.addValues(call.arguments());
        return commands.dispatch(type, new AnyOutput(), arguments);
    }

    /** The answer; empty if the call should be sent again. */
    private Optional<Answer> await(Call call, RedisFuture<Object> future, Instant deadline) {
        try {
            return Optional.of(new Answer(within(future, deadline)));
        } catch (RedisNoScriptException e) {
            return await(call, send(call, CommandType.EVAL), deadline);
        } catch (RedisCommandExecutionException e) {
            return refused(String.valueOf(e.getMessage()));
        } catch (RedisException e) {
            boolean sent = !String.valueOf(e.getMessage()).startsWith(NOT_SENT);
            if (sent && call.writes()) {
                LOG.warn("The connection broke; whether a change was made is not known");
                throw new MailboxException.Unavailable(
                        "The mail store went away; the change may or may not have been made");
            }
            return Optional.empty();
        }
    }

    private Optional<Answer> refused(String message) {
        String word = message.split(" ", 2)[0];
        if (TURNED_AWAY.contains(word)) {
            return Optional.empty();
        }
        if (word.equals("OOM")) {
            throw new MailboxException.OverQuota("The mail store is full");
        }
        if (NOT_NOW.contains(word)) {
            LOG.warn("Redis refuses: {}", message);
            throw new MailboxException.Unavailable("The mail store cannot do this now");
        }
        throw new IllegalStateException("Redis says: " + message);
    }

    private <T> T within(RedisFuture<T> future, Instant deadline) {
        try {
            Duration left = Duration.between(clock.instant(), deadline);
            return future.get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new MailboxException.Unavailable("The mail store does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailboxException.Unavailable("The server is being stopped");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisException failure) {
                throw failure;
            }
            if (e.getCause() instanceof IOException failure) { // such as that a socket was reset
                throw new RedisException(failure);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void pause(Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.isNegative() || left.isZero()) {
            throw new MailboxException.Unavailable("The mail store cannot be reached");
        }
        connected.await(left.compareTo(PAUSE) < 0 ? left : PAUSE);
    }

    @Override
    public void tell(Call call) {
        send(call, call.command()).whenComplete((answer, failure) -> {
            if (failure instanceof RedisNoScriptException) {
                send(call, CommandType.EVAL);
            }
        });
    }

    @Override
    public List<byte[]> scan(String pattern, String type) {
        KeyScanArgs which = KeyScanArgs.Builder.type(type);
        which.match(pattern).limit(1000);
        List<byte[]> found = new ArrayList<>();
        ScanCursor cursor = ScanCursor.INITIAL;
        while (!cursor.isFinished()) {
            Instant deadline = clock.instant().plus(timeout);
            try {
                KeyScanCursor<byte[]> page = within(commands.scan(cursor, which), deadline);
                found.addAll(page.getKeys());
                cursor = page;
            } catch (RedisException e) {
                pause(deadline);
            }
        }
        return found;
    }
}
