package io.pymap.auth.sasl;

import io.pymap.auth.AuthenticationException;
import io.pymap.auth.Authenticator;
import io.pymap.auth.TokenVerifier;
import io.pymap.mailbox.User;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** OAuth's bearer tokens: as RFC 7628 has them (OAUTHBEARER), and as large providers had them before (XOAUTH2). */
final class BearerToken implements SaslMechanism {

    /**
     * How the client's message begins, and how the server says no. Behind the beginning come pairs of keys and values,
     * and an empty one, each with %x01 behind it.
     *
     * @param beginning with the user's name as its group
     * @param quoted whether the name is written as in GS2
     * @param status the first words of the answer
     */
    private record Dialect(String name, Pattern beginning, boolean quoted, String status) {}

    private static final Dialect OAUTHBEARER =
            new Dialect("OAUTHBEARER", Pattern.compile("[ny],(?:a=([^\0,]+))?,"), true, "\"status\":\"invalid_token\"");
    private static final Dialect XOAUTH2 = new Dialect(
            "XOAUTH2", Pattern.compile("user=([^\0]*)"), false, "\"status\":\"401\",\"schemes\":\"bearer\"");

    /** What the client says of whom it is: a name to act as, which may be empty, and HTTP's Authorization header. */
    private record Claim(String user, String header) {}

    /** RFC 6750 2.1; the scheme in any case (RFC 7628 4). */
    private static final Pattern BEARER =
            Pattern.compile("bearer +(?<token>[A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

    private final Dialect dialect;
    private final TokenVerifier tokens;

    private BearerToken(Dialect dialect, TokenVerifier tokens) {
        this.dialect = dialect;
        this.tokens = tokens;
    }

    static BearerToken oauthBearer(TokenVerifier tokens) {
        return new BearerToken(OAUTHBEARER, tokens);
    }

    static BearerToken xoauth2(TokenVerifier tokens) {
        return new BearerToken(XOAUTH2, tokens);
    }

    @Override
    public String name() {
        return dialect.name();
    }

    /** RFC 7628 3: who sees the token may use it. */
    @Override
    public boolean needsTls() {
        return true;
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public SaslExchange start(Authenticator authenticator, SaslContext context) {
        return new Exchange(authenticator, context);
    }

    private final class Exchange implements SaslExchange {

        private final Authenticator authenticator;
        private final SaslContext context;
        private boolean answered;
        private boolean refused; // and told why, to which the client has one more message

        Exchange(Authenticator authenticator, SaslContext context) {
            this.authenticator = authenticator;
            this.context = context;
        }

        @Override
        public SaslStep respond(byte[] response) {
            if (refused) { // RFC 7628 3.2.3: whatever it says; XOAUTH2 says nothing, OAUTHBEARER %x01
                refused = false;
                throw AuthenticationException.refused("The token is not valid.");
            }
            if (answered) {
                throw AuthenticationException.malformed("Expected one message only.");
            }
            answered = true;
            Claim claim = claim(StrictUtf8.decode(response));
            Optional<User> user = user(claim.header());
            if (user.isEmpty()) {
                refused = true;
                return new SaslStep.Challenge(problem().getBytes(StandardCharsets.UTF_8));
            }
            return new SaslStep.Done(authenticator.authorize(user.get(), claim.user()));
        }

        /** RFC 7628 3.1. What is in host and port depends on proxies and port mappings: there is nothing to compare it with. */
        private Claim claim(String message) {
            String[] parts = message.split("\u0001", -1);
            int pairs = parts.length - 2;
            if (pairs < 1 || !parts[pairs].isEmpty() || !parts[pairs + 1].isEmpty()) {
                throw expected();
            }
            Matcher beginning = dialect.beginning().matcher(parts[0]);
            if (!beginning.matches()) {
                throw expected();
            }
            String user = Optional.ofNullable(beginning.group(1)).orElse("");
            String header = Arrays.stream(parts, 1, pairs)
                    .filter(pair -> pair.startsWith("auth="))
                    .findFirst()
                    .orElseThrow(this::expected)
                    .substring("auth=".length());
            return new Claim(dialect.quoted() ? Gs2Name.decode(user) : user, header);
        }

        private AuthenticationException expected() {
            return AuthenticationException.malformed(
                    "Expected " + name() + "'s message, with auth=Bearer and a token.");
        }

        private Optional<User> user(String header) {
            Matcher bearer = BEARER.matcher(header);
            return bearer.matches()
                    ? tokens.user(bearer.group("token"), context.clock().instant())
                            .flatMap(authenticator::user)
                    : Optional.empty();
        }

        /** RFC 7628 3.2.2. */
        private String problem() {
            return Stream.of(
                            Optional.of(dialect.status()),
                            tokens.scope().map(scope -> member("scope", scope)),
                            tokens.openIdConfiguration().map(url -> member("openid-configuration", url.toString())))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(",", "{", "}"));
        }

        private static String member(String name, String value) {
            return "\"" + name + "\":\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    }
}
