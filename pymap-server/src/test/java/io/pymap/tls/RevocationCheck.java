package io.pymap.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Whether a certificate is revoked by OCSP, as the JDK finds out: who has signed the answer, of what it is, and how long it is good. */
public final class RevocationCheck {

    private RevocationCheck() {}

    /**
     * Passes where it is good.
     *
     * @param answers says where the answer comes from
     */
    public static void validate(X509Certificate own, TrustAnchor authority, Consumer<PKIXRevocationChecker> answers)
            throws GeneralSecurityException {
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(Set.of(PKIXRevocationChecker.Option.NO_FALLBACK));
        answers.accept(checker);
        PKIXParameters parameters =
                new PKIXParameters(Set.of(new java.security.cert.TrustAnchor(authority.certificate(), null)));
        parameters.addCertPathChecker(checker);
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(own));
        validator.validate(path, parameters);
    }
}
