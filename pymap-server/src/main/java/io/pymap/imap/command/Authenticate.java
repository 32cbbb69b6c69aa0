package io.pymap.imap.command;

import io.pymap.auth.sasl.SaslContext;
import io.pymap.auth.sasl.SaslExchange;
import io.pymap.auth.sasl.SaslMechanism;
import io.pymap.auth.sasl.SaslMechanisms;
import io.pymap.auth.sasl.SaslStep;
import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.NotAuthenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** AUTHENTICATE, with an initial response where SASL-IR is understood. RFC 3501 6.2.2, RFC 4959. */
record Authenticate(String mechanism, Optional<String> initialResponse, Vocabulary words)
        implements Command<NotAuthenticated> {

    static final List<CommandSpec<?>> SPECS =
            List.of(CommandSpec.of("AUTHENTICATE", NotAuthenticated.class, Authenticate::parse, Trait.SLOW));

    /** Longest message of a client, in octets of base64. */
    private static final int MAX_RESPONSE = 12 << 10;

    private static Authenticate parse(ArgumentReader in, Vocabulary words) {
        String mechanism = in.space().keyword();
        Optional<String> initial = Optional.empty();
        if (words.has("SASL-IR") && in.next(' ')) {
            initial = Optional.of(in.space().atom());
        }
        return new Authenticate(mechanism, initial, words);
    }

    /** What the client may use now: what works here, and nothing that shows a password to others on the line. */
    static SaslMechanisms mechanisms(NotAuthenticated session) {
        SaslMechanisms all = session.service().mechanisms().in(context(session));
        return session.connection().allowsPasswords() ? all : all.withoutTls();
    }

    private static SaslContext context(NotAuthenticated session) {
        return session.service().context().over(session.connection().tls());
    }

    @Override
    public Reply execute(NotAuthenticated session) {
        SaslMechanisms offered = mechanisms(session);
        SaslMechanism chosen = offered.find(mechanism)
                .orElseThrow(() -> new Refusal(ResponseCode.CANNOT, "Invalid authentication mechanism."));
        SaslExchange exchange = offered.start(chosen, session.service().authenticator(), context(session));
        if (initialResponse.isEmpty()) {
            return proceed(session, exchange, exchange.open());
        }
        if (!chosen.clientFirst()) {
            throw new SyntaxException("Expected no initial response for this mechanism.");
        }
        // RFC 4959 3: "=" stands for an empty response.
        byte[] response = initialResponse.get().equals("=") ? new byte[0] : decode(initialResponse.get());
        return proceed(session, exchange, exchange.respond(response));
    }

    private Reply proceed(NotAuthenticated session, SaslExchange exchange, SaslStep step) {
        if (step instanceof SaslStep.Done done) {
            if (done.additionalData().isPresent()) { // RFC 3501 has no place for it in the tagged OK
                return Reply.ask(encode(done.additionalData().get()), line -> acknowledged(session, done, line));
            }
            return welcome(session, done);
        }
        byte[] challenge = ((SaslStep.Challenge) step).octets();
        return Reply.ask(encode(challenge), line -> {
            if (line.equals("*")) {
                return canceled();
            }
            return proceed(session, exchange, exchange.respond(decode(line)));
        });
    }

    /** RFC 4422 3.6: an empty response, unless the client finds that this is not its server. */
    private Reply acknowledged(NotAuthenticated session, SaslStep.Done done, String line) {
        if (line.equals("*")) {
            return canceled();
        }
        if (!line.isEmpty()) {
            throw new SyntaxException("Expected an empty response.");
        }
        return welcome(session, done);
    }

    private Reply welcome(NotAuthenticated session, SaslStep.Done done) {
        words.checkLogin(done.identity().user().name());
        return Login.welcome(session.as(done.identity()), words);
    }

    private static Reply canceled() {
        return Reply.bad("Authentication canceled.");
    }

    private static String encode(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static byte[] decode(String base64) {
        if (base64.length() > MAX_RESPONSE) {
            throw new SyntaxException("Expected at most " + MAX_RESPONSE + " octets of base64.");
        }
        try {
            byte[] octets = Base64.getDecoder().decode(base64);
            if (!encode(octets).equals(base64)) { // RFC 4422 and RFC 9051 4.1: padded, without stray bits
                throw new SyntaxException("Expected base64 with its padding.");
            }
            return octets;
        } catch (IllegalArgumentException e) {
            throw new SyntaxException("Expected base64.");
        }
    }
}
