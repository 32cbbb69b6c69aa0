package io.pymap.auth.sasl;

import io.pymap.auth.AuthenticationException;
import io.pymap.auth.Authenticator;
import io.pymap.auth.Identity;
import io.pymap.auth.ScramDigest;
import io.pymap.auth.ScramKeys;
import io.pymap.auth.ScramUser;
import io.pymap.mailbox.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM (RFC 5802, RFC 7677): client and server prove to each other that they know the password, which never travels. With
 * {@code -PLUS} the proof holds for this TLS connection only.
 *
 * <p>Of the channel binding types the one that RFC 5929 4 defines is known. For those that are drawn from the handshake,
 * as tls-unique and tls-exporter, the JDK's TLS has no access.
 */
final class Scram implements SaslMechanism {

    private static final String PLUS = "-PLUS";

    /** In octets; as much again is left of it in base64. */
    private static final int NONCE_OCTETS = 18;

    private final ScramDigest digest;
    private final boolean binding;

    private Scram(ScramDigest digest, boolean binding) {
        this.digest = digest;
        this.binding = binding;
    }

    static Scram of(ScramDigest digest) {
        return new Scram(digest, false);
    }

    static Scram plus(ScramDigest digest) {
        return new Scram(digest, true);
    }

    @Override
    public String name() {
        return "SCRAM-" + digest.digestName() + (binding ? PLUS : "");
    }

    @Override
    public boolean needsTls() {
        return false;
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public boolean worksIn(SaslContext context) {
        return !binding || endPoint(context).isPresent();
    }

    private static Optional<byte[]> endPoint(SaslContext context) {
        return context.tls().flatMap(tls -> tls.binding(TlsChannel.SERVER_END_POINT));
    }

    @Override
    public SaslExchange start(Authenticator authenticator, SaslContext context) {
        byte[] nonce = new byte[NONCE_OCTETS];
        context.random().nextBytes(nonce);
        return start(authenticator, context, Base64.getEncoder().encodeToString(nonce));
    }

    SaslExchange start(Authenticator authenticator, SaslContext context, String serverNonce) {
        return new Exchange(authenticator, context, serverNonce);
    }

    /** What has been said in the first two messages, and what follows from it. */
    private record Begun(
            String authorizationId, String name, String nonce, byte[] boundTo, String messages, ScramUser user) {}

    private final class Exchange implements SaslExchange {

        // RFC 5802 7. No group in it repeats: a long message must not cost a deep stack.
        private static final String NONCE = "[!-+\\--~]+";
        private static final String EXTENSIONS = "(?<extensions>,[^\0]*)?";
        private static final String BASE64 = "[A-Za-z0-9+/]*={0,2}";
        private static final Pattern FIRST = Pattern.compile(
                "(?<header>(?<flag>n|y|p=(?<type>[A-Za-z0-9.-]+)),(?:a=(?<authzid>[^\0,]+))?,)"
                        + "(?<bare>n=(?<name>[^\0,]+),r=(?<nonce>" + NONCE + ")" + EXTENSIONS + ")",
                Pattern.DOTALL);
        private static final Pattern FINAL = Pattern.compile(
                "(?<messages>c=(?<binding>" + BASE64 + "),r=(?<nonce>" + NONCE + ")" + EXTENSIONS + "),p=(?<proof>"
                        + BASE64 + ")",
                Pattern.DOTALL);
        private static final Pattern EXTENSION = Pattern.compile("[A-Za-ln-z]=.+", Pattern.DOTALL);

        private final Authenticator authenticator;
        private final SaslContext context;
        private final String serverNonce;
        private @Nullable Begun begun; // null before the first message and after the last
        private boolean over;

        Exchange(Authenticator authenticator, SaslContext context, String serverNonce) {
            this.authenticator = authenticator;
            this.context = context;
            this.serverNonce = serverNonce;
        }

        @Override
        public SaslStep respond(byte[] response) {
            if (over) {
                throw AuthenticationException.malformed("Expected two messages only.");
            }
            Begun before = begun;
            over = true; // unless this ends well
            String message = StrictUtf8.decode(response);
            if (before != null) {
                return finish(before, message);
            }
            Begun now = begin(message);
            begun = now;
            over = false;
            ScramKeys keys = now.user().keys();
            return new SaslStep.Challenge(utf8(serverFirst(now.nonce(), keys)));
        }

        private Begun begin(String message) {
            Matcher first = FIRST.matcher(message);
            if (!first.matches()) {
                throw AuthenticationException.malformed("Expected SCRAM's first message: n,,n=user,r=nonce.");
            }
            checkExtensions(first);
            byte[] boundTo = concatenate(utf8(first.group("header")), channel(first));
            String name = Gs2Name.decode(first.group("name"));
            ScramUser user = authenticator.scram(name, digest);
            String nonce = first.group("nonce") + serverNonce;
            return new Begun(
                    Optional.ofNullable(first.group("authzid"))
                            .map(Gs2Name::decode)
                            .orElse(""),
                    name,
                    nonce,
                    boundTo,
                    first.group("bare") + "," + serverFirst(nonce, user.keys()),
                    user);
        }

        /** What the client's flag binds the exchange to. RFC 5802 6. */
        private byte[] channel(Matcher first) {
            if (first.group("type") == null) {
                if (binding) {
                    throw AuthenticationException.malformed("Expected a message with channel binding: p=type,...");
                }
                if (first.group("flag").equals("y") && context.offered().contains(name() + PLUS)) {
                    throw AuthenticationException.refused("Channel binding is offered: somebody has hidden it.");
                }
                return new byte[0];
            }
            if (!binding) {
                throw AuthenticationException.malformed("Expected no channel binding without " + PLUS + ".");
            }
            return context.tls()
                    .flatMap(tls -> tls.binding(first.group("type").toLowerCase(Locale.ROOT)))
                    .orElseThrow(() -> AuthenticationException.refused(
                            "Channel binding is offered as " + TlsChannel.SERVER_END_POINT + " only."));
        }

        private SaslStep finish(Begun before, String message) {
            Matcher last = FINAL.matcher(message);
            if (!last.matches()) {
                throw AuthenticationException.malformed("Expected SCRAM's second message: c=...,r=nonce,p=proof.");
            }
            checkExtensions(last);
            if (!last.group("nonce").equals(before.nonce())) {
                throw AuthenticationException.malformed("Expected the nonce of both sides.");
            }
            if (!MessageDigest.isEqual(base64(last.group("binding")), before.boundTo())) {
                throw AuthenticationException.refused("The channel is not the one that the client is bound to.");
            }
            byte[] authMessage = utf8(before.messages() + "," + last.group("messages"));
            User user = check(before.user(), authMessage, base64(last.group("proof")));
            Identity identity = before.authorizationId().equals(before.name())
                    ? new Identity(user)
                    : authenticator.authorize(user, before.authorizationId());
            byte[] signature = digest.hmac(before.user().keys().serverKey(), authMessage);
            return new SaslStep.Done(identity, Optional.of(utf8("v=" + encode(signature))));
        }

        /** RFC 5802 3: the proof gives the client's key away to who knows the stored key, and to nobody else. */
        private User check(ScramUser claimed, byte[] authMessage, byte[] proof) {
            byte[] clientKey = digest.hmac(claimed.keys().storedKey(), authMessage);
            if (proof.length != clientKey.length) {
                throw AuthenticationException.malformed("Expected a proof of " + clientKey.length + " octets.");
            }
            for (int i = 0; i < clientKey.length; i++) {
                clientKey[i] ^= proof[i];
            }
            boolean proven =
                    MessageDigest.isEqual(digest.hash(clientKey), claimed.keys().storedKey());
            return claimed.user().filter(known -> proven).orElseThrow(AuthenticationException::wrongCredentials);
        }

        private static String serverFirst(String nonce, ScramKeys keys) {
            return "r=" + nonce + ",s=" + encode(keys.salt()) + ",i=" + keys.rounds();
        }

        /** RFC 5802 5.1: optional ones are ignored, mandatory ones (m) are not known. */
        private static void checkExtensions(Matcher message) {
            String extensions = message.group("extensions");
            if (extensions == null) {
                return;
            }
            for (String extension : extensions.substring(1).split(",", -1)) {
                if (!EXTENSION.matcher(extension).matches()) {
                    throw AuthenticationException.malformed("Expected extensions that may be ignored.");
                }
            }
        }

        private static byte[] concatenate(byte[] first, byte[] second) {
            byte[] both = new byte[first.length + second.length];
            System.arraycopy(first, 0, both, 0, first.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return both;
        }

        private static byte[] base64(String text) {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw AuthenticationException.malformed("Expected base64.");
            }
        }

        private static String encode(byte[] octets) {
            return Base64.getEncoder().encodeToString(octets);
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
