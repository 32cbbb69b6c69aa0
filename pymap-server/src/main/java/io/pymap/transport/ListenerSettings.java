package io.pymap.transport;

import io.pymap.imap.engine.Greeting;
import io.pymap.imap.engine.SessionListener;
import io.pymap.imap.engine.Timeouts;
import io.pymap.imap.session.AuthenticationService;
import io.pymap.imap.session.Limits;
import io.pymap.imap.vocabulary.Vocabularies;
import io.pymap.memory.MemoryBudget;
import io.pymap.metrics.ServerMetrics;
import io.pymap.summary.Summaries;
import io.pymap.time.Timers;
import io.pymap.tls.ClientAuthorities;
import io.pymap.tls.ServerCertificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the connections of a listener are made of.
 *
 * @param memory shared by all connections
 * @param summaries shared by all connections
 * @param certificate asked for with the first connection that wants TLS; none where TLS is switched off
 * @param clientAuthorities who vouches for clients; they are asked for a certificate where there is somebody
 * @param insecureLogin whether all clients may send passwords in clear text, and not those of this machine only
 * @param proxyProtocol what is expected ahead of everything else on each connection
 * @param connectionsPerPeer most connections from one address; more are greeted with BYE
 * @param hangUp how long clients have to hang up when the server ends, before it does
 * @param preAuthenticated the user as whom every connection begins, without logging in
 */
public record ListenerSettings(
        Vocabularies vocabularies,
        AuthenticationService authentication,
        Limits limits,
        MemoryBudget memory,
        Summaries summaries,
        Timeouts timeouts,
        Timers timers,
        SessionListener listener,
        ConnectionTap tap,
        ServerMetrics metrics,
        List<ChannelHook> hooks,
        Greeting greeting,
        Optional<Supplier<ServerCertificate>> certificate,
        Optional<ClientAuthorities> clientAuthorities,
        boolean insecureLogin,
        ProxyProtocol proxyProtocol,
        int connectionsPerPeer,
        Duration hangUp,
        Optional<String> preAuthenticated) {}
