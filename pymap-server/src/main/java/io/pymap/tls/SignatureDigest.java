package io.pymap.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The digest under a certificate's signature. */
final class SignatureDigest {

    /** The JDK's names: {@code SHA256withRSA}. */
    private static final Pattern NAME =
            Pattern.compile("(?:SHA-?(1|224|256|384|512)|(MD5))with.*", Pattern.CASE_INSENSITIVE);

    private SignatureDigest() {}

    /** RFC 5929 4.1: with SHA-256 in place of those that are weak; none where there is no digest, as with Ed25519. */
    static Optional<String> of(X509Certificate certificate) {
        String name = certificate.getSigAlgName();
        if (name.equalsIgnoreCase("RSASSA-PSS")) {
            return ofPss(certificate.getSigAlgParams());
        }
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String bits = matcher.group(1);
        return Optional.of(bits == null || bits.equals("1") ? "SHA-256" : "SHA-" + bits);
    }

    private static Optional<String> ofPss(byte[] parameters) {
        try {
            AlgorithmParameters pss = AlgorithmParameters.getInstance("RSASSA-PSS");
            pss.init(parameters);
            String digest = pss.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
            return Optional.of(digest.toUpperCase(Locale.ROOT).equals("SHA-1") ? "SHA-256" : digest);
        } catch (GeneralSecurityException | IOException e) {
            return Optional.empty(); // parameters that the JDK does not know
        }
    }
}
