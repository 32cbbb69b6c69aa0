package io.pymap.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.pymap.auth.Authenticator;
import io.pymap.auth.PasswordHash;
import io.pymap.auth.sasl.SaslContext;
import io.pymap.auth.sasl.TlsChannel;
import io.pymap.imap.engine.Greeting;
import io.pymap.imap.engine.ImapEngine;
import io.pymap.imap.engine.SessionListener;
import io.pymap.imap.engine.Timeouts;
import io.pymap.imap.session.AuthenticationService;
import io.pymap.imap.session.Connection;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.NotAuthenticated;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.sharing.SharingBackend;
import io.pymap.memory.MemoryBudget;
import io.pymap.metrics.ServerMetrics;
import io.pymap.summary.Summaries;
import io.pymap.time.Timers;
import io.pymap.transcripts.ScriptServer;
import io.pymap.transcripts.Setup;
import io.pymap.transcripts.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** A server without sockets and threads: all work is done on the caller's thread, before a call returns. */
public final class EmbeddedServer implements ScriptServer {

    private final Setup setup;
    private final Backend backend;
    private final Vocabulary vocabulary;
    private final AuthenticationService authentication;
    private final Summaries summaries = new Summaries();
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    private EmbeddedServer(Setup setup, Backend backend) {
        this.setup = setup;
        Optional<String> publicOwner = setup.is("public") ? Optional.of("public") : Optional.empty();
        this.backend = setup.protocol().vocabulary().has("ACL") ? new SharingBackend(backend, publicOwner) : backend;
        this.vocabulary = setup.protocol().vocabulary();
        this.authentication = new AuthenticationService(
                this.backend,
                new Authenticator(backend.users(), new PasswordHash()),
                setup.profile().mechanisms(),
                new SaslContext(new StandingClock(), new SplittableRandom(1), "localhost"));
    }

    public static EmbeddedServer start(Setup setup, Backend backend) {
        return new EmbeddedServer(setup, backend);
    }

    @Override
    public Wire connect() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channels.add(channel);
        String id = Integer.toString(channels.size());
        Connection connection = new Connection(
                id,
                vocabulary.names(),
                setup.limits(),
                new StandingClock(),
                summaries,
                !setup.is("no-tls"),
                false,
                setup.is("no-tls") || !setup.is("remote"),
                TlsChannel.SILENT);
        Executor turns = backend.mayBlock() ? new SerialExecutor(Runnable::run) : channel.eventLoop();
        ImapEngine.Surroundings surroundings = new ImapEngine.Surroundings(
                vocabulary,
                new StandingClock(),
                Timeouts.DEFAULT,
                SessionListener.NONE,
                turns,
                turns,
                Runnable::run,
                setup.profile().greeting().orElse(new Greeting("Server ready localhost")));
        NotAuthenticated unknown = new NotAuthenticated(connection, authentication);
        SessionState initial = setup.is("preauth") ? unknown.as("testuser") : unknown;
        CommandFramer framer =
                new CommandFramer(setup.limits().beforeLogin(), MemoryBudget.ofThisProcess(), vocabulary.barriers());
        channel.pipeline()
                .addLast(framer)
                .addLast(new ConnectionHandler(
                        id,
                        channel,
                        framer,
                        turns,
                        new StandingClock(),
                        ServerMetrics.NONE,
                        () -> {
                            throw new IllegalStateException("TLS needs a socket");
                        },
                        output -> new ImapEngine(surroundings, initial, output)));
        return new EmbeddedWire(channel);
    }

    /** Runs what the channels have queued, for themselves and for each other. */
    private void settle() {
        for (int pass = 0; pass < 1_000; pass++) {
            boolean busy = false;
            for (EmbeddedChannel channel : channels) {
                busy |= channel.hasPendingTasks();
                channel.runPendingTasks();
                channel.checkException();
            }
            if (!busy) {
                return;
            }
        }
        throw new IllegalStateException("The sessions never come to rest");
    }

    @Override
    public void close() {
        for (EmbeddedChannel channel : channels) {
            channel.finishAndReleaseAll();
        }
        backend.close();
    }

    private final class EmbeddedWire implements Wire {

        private final EmbeddedChannel channel;

        EmbeddedWire(EmbeddedChannel channel) {
            this.channel = channel;
        }

        @Override
        public void send(byte[] octets) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.wrappedBuffer(octets));
            }
            settle();
        }

        @Override
        public byte[] receive() throws IOException {
            settle();
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
                received.writeBytes(ByteBufUtil.getBytes(buffer));
                buffer.release();
            }
            if (received.size() == 0 && channel.isOpen()) {
                throw new IOException("The server says no more");
            }
            return received.toByteArray();
        }

        @Override
        public void startTls() throws IOException {
            throw new IOException("TLS needs a socket");
        }

        @Override
        public void close() {
            channel.close();
            settle();
        }
    }

    /** Time stands still, so no timer ever comes due. */
    private static final class StandingClock implements Timers {
        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(1_700_000_000);
        }

        @Override
        public Timer schedule(Duration delay, Executor on, Runnable task) {
            return () -> {};
        }
    }
}
