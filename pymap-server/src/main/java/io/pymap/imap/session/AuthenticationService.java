package io.pymap.imap.session;

import io.pymap.auth.Authenticator;
import io.pymap.auth.sasl.SaslContext;
import io.pymap.auth.sasl.SaslMechanisms;
import io.pymap.mailbox.Backend;

/** All that a server has for letting users in. */
public record AuthenticationService(
        Backend backend, Authenticator authenticator, SaslMechanisms mechanisms, SaslContext context) {}
