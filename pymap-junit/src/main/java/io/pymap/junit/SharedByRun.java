package io.pymap.junit;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.server.ServerThreads;
import io.pymap.tls.CertificateAuthority;
import io.pymap.tls.CertificateTerms;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * What all servers of a test run share: their threads, and the authority that clients trust. In JUnit's store, which closes
 * it when the run is over.
 */
final class SharedByRun implements AutoCloseable {

    private static final Namespace NAMESPACE = Namespace.create(SharedByRun.class);

    private final ServerThreads threads = ServerThreads.create(eventLoops());
    private final Authority authority = new Authority();

    static SharedByRun of(ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        // The method that JUnit 6 has in its place is not in JUnit 5.
        @SuppressWarnings("deprecation")
        SharedByRun shared = store.getOrComputeIfAbsent(SharedByRun.class, key -> new SharedByRun(), SharedByRun.class);
        return Objects.requireNonNull(shared);
    }

    EmbeddedImapServer.Builder givenTo(EmbeddedImapServer.Builder server) {
        return server.threads(threads).authority(authority);
    }

    /** Made with the first server that has TLS. */
    private static final class Authority implements Supplier<CertificateAuthority> {

        private Optional<CertificateAuthority> made = Optional.empty();

        @Override
        public synchronized CertificateAuthority get() {
            made = made.or(() -> Optional.of(new CertificateAuthority(CertificateTerms.loopback(Clock.systemUTC()))));
            return made.orElseThrow();
        }
    }

    private static int eventLoops() {
        return Math.min(4, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public void close() {
        threads.close();
    }
}
