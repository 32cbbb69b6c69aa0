package io.pymap.tls;

import java.nio.file.Path;

/** A certificate or key file that cannot be used; the message is one line that names the file and the remedy. */
public final class CertificateFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CertificateFileException(Path file, String problemAndRemedy) {
        super(file + ": " + problemAndRemedy, null, false, false);
    }
}
