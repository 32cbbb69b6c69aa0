package io.pymap.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a PEM file (RFC 7468), in their order.
 *
 * @param path for messages
 */
record PemFile(Path path, List<Block> blocks) {

    /** Far more than any chain needs; keeps a wrong path from filling the memory. */
    private static final long MOST_OCTETS = 1 << 20;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /**
     * What stands between BEGIN and END.
     *
     * @param label as {@code PRIVATE KEY}
     * @param encrypted true where an old header says that the content is encrypted (RFC 1421 4.6.1.1)
     */
    record Block(String label, boolean encrypted, byte[] der) {}

    static PemFile read(Path path) {
        Matcher matcher = BLOCK.matcher(text(path));
        List<Block> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(block(path, matcher.group(1), matcher.group(2)));
        }
        if (blocks.isEmpty()) {
            throw new CertificateFileException(
                    path, "no PEM block (-----BEGIN ...-----); convert it: openssl x509 -inform der, openssl pkcs12");
        }
        return new PemFile(path, List.copyOf(blocks));
    }

    private static String text(Path path) {
        try {
            if (Files.size(path) > MOST_OCTETS) {
                throw new CertificateFileException(path, "larger than 1 MiB; name a PEM file");
            }
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new CertificateFileException(path, "no such file; check the path");
        } catch (IOException e) {
            throw new CertificateFileException(
                    path,
                    "cannot be read (" + e.getClass().getSimpleName()
                            + "); check that it is a file and that the server's user may read it");
        }
    }

    private static Block block(Path path, String label, String content) {
        // Proc-Type and DEK-Info: the headers of OpenSSL's old encrypted form.
        if (content.contains("ENCRYPTED")) {
            return new Block(label, true, new byte[0]);
        }
        try {
            return new Block(label, false, Base64.getMimeDecoder().decode(content));
        } catch (IllegalArgumentException e) {
            throw new CertificateFileException(path, "broken base64 in " + label + "; copy the file again");
        }
    }
}
