package io.pymap.auth.sasl;

import io.pymap.auth.AuthenticationException;
import io.pymap.auth.Authenticator;
import io.pymap.auth.Identity;
import io.pymap.mailbox.User;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** CRAM-MD5 (RFC 2195), for old clients; needs passwords that are stored in clear text. */
final class CramMd5 implements SaslMechanism {

    @Override
    public String name() {
        return "CRAM-MD5";
    }

    @Override
    public boolean needsTls() {
        return false;
    }

    @Override
    public boolean clientFirst() {
        return false;
    }

    @Override
    public SaslExchange start(Authenticator authenticator, SaslContext context) {
        return new Exchange(authenticator, context);
    }

    private static final class Exchange implements SaslExchange {

        // A user name may have spaces in it; the digest has none.
        private static final Pattern RESPONSE = Pattern.compile("(.+) ([0-9a-fA-F]{32})", Pattern.DOTALL);

        private final Authenticator authenticator;
        private final SaslContext context;
        /** Null before it is sent and after it is answered: a challenge counts once. */
        private byte @Nullable [] challenge;

        private Exchange(Authenticator authenticator, SaslContext context) {
            this.authenticator = authenticator;
            this.context = context;
        }

        @Override
        public SaslStep open() {
            // RFC 2195 2: the form of an RFC 822 msg-id, from random digits, a timestamp and the host's name.
            String text = "<" + Long.toUnsignedString(context.random().nextLong()) + "."
                    + context.clock().instant().getEpochSecond() + "@" + context.host() + ">";
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            challenge = octets;
            return new SaslStep.Challenge(octets.clone());
        }

        @Override
        public SaslStep respond(byte[] response) {
            byte[] asked = challenge;
            challenge = null;
            if (asked == null) {
                throw AuthenticationException.malformed("Expected one response to the server's challenge.");
            }
            Matcher matcher = RESPONSE.matcher(StrictUtf8.decode(response));
            if (!matcher.matches()) {
                throw AuthenticationException.malformed("Expected a user name, a space and 32 hexadecimal digits.");
            }
            return new SaslStep.Done(check(matcher.group(1), HexFormat.of().parseHex(matcher.group(2)), asked));
        }

        private Identity check(String name, byte[] digest, byte[] asked) {
            Optional<User> user = authenticator.user(name);
            Optional<String> password = user.flatMap(authenticator::clearText);
            // Any key will do for unknown users: it is for the cost only.
            byte[] key = password.orElse("no password").getBytes(StandardCharsets.UTF_8);
            boolean equal = MessageDigest.isEqual(hmacMd5(key, asked), digest);
            return user.filter(known -> equal && password.isPresent())
                    .map(Identity::new)
                    .orElseThrow(AuthenticationException::wrongCredentials);
        }

        private static byte[] hmacMd5(byte[] key, byte[] text) {
            try {
                Mac mac = Mac.getInstance("HmacMD5");
                mac.init(new SecretKeySpec(key, "HmacMD5"));
                return mac.doFinal(text);
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw new IllegalStateException("Every JDK has HMAC-MD5, with keys of any length", e);
            }
        }
    }
}
