package io.pymap.tls;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes contexts that staple (RFC 6066 8): they ask the responder that the certificate names, and show clients what it says.
 *
 * <p>The JDK reads whether to do so from a property of the process, once for each context that is made. It is there only as long as that
 * takes; a context that somebody else makes meanwhile staples too, if its certificate names a responder.
 */
final class Stapling {

    private static final String PROPERTY = "jdk.tls.server.enableStatusRequestExtension";

    private Stapling() {}

    static synchronized SSLContext newContext() throws NoSuchAlgorithmException {
        String before = System.setProperty(PROPERTY, "true");
        try {
            return SSLContext.getInstance("TLS");
        } finally {
            putBack(before);
        }
    }

    private static void putBack(@Nullable String before) {
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }
}
