package io.pymap.testcontainers;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Future;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The jar of the {@code pymap} command, and the image that is built of it. */
final class CommandJar {

    private static final String PROPERTY = "pymap.jar";

    private CommandJar() {}

    /** @throws IllegalStateException where there is none */
    static Path find() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .map(Path::of)
                .or(CommandJar::onClassPath)
                .orElseThrow(() ->
                        new IllegalStateException("There is no jar of the pymap command: add io.pymap:pymap-server"
                                + " with the classifier all to the test class path, or name the file by -D"
                                + PROPERTY));
    }

    private static Optional<Path> onClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> String.valueOf(entry.getFileName()).matches("pymap-server-.*all\\.jar"))
                .findFirst();
    }

    /** Built as the image that is published, by the files that are in the jar of the server. */
    static Future<String> image(Path jar, String base) {
        ImageFromDockerfile image = new ImageFromDockerfile().withBuildArg("BASE_IMAGE", base);
        for (String file : new String[] {"Dockerfile", "docker/java.options", "mail/users.txt"}) {
            String name = file.substring(file.indexOf('/') + 1);
            String resource = "io/pymap/docker/" + (file.startsWith("mail") ? file : name);
            image.withFileFromClasspath(file, resource);
        }
        return image.withFileFromPath("lib/pymap-server-all.jar", jar);
    }
}
