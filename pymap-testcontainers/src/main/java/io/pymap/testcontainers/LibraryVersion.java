package io.pymap.testcontainers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of this library, which is that of the image that goes with it. */
final class LibraryVersion {

    private LibraryVersion() {}

    static String number() {
        Properties properties = new Properties();
        try (InputStream file =
                Objects.requireNonNull(LibraryVersion.class.getResourceAsStream("version.properties"))) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
