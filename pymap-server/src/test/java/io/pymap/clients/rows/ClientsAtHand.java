package io.pymap.clients.rows;

import io.pymap.clients.ClientProgram;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The clients that rows are tried with, installed once a build. */
final class ClientsAtHand {

    /** Of the build, so that npm has to fetch nothing a second time. */
    private static final Path DIRECTORY = Path.of("target", "client-rows").toAbsolutePath();

    /** Where the build puts versions of JavaMail that are no longer current. */
    private static final Path OLD_JARS = Path.of("target", "old-clients").toAbsolutePath();

    private static final Pattern ANGUS_JAR = Pattern.compile(".*/org/eclipse/angus/jakarta\\.mail/([^/]+)/.*\\.jar");

    private final Path authority = DIRECTORY.resolve("ca.pem");
    private final ServerWatch watch;

    private ClientsAtHand(ServerWatch watch) {
        this.watch = watch;
    }

    static ClientsAtHand install(ServerWatch watch) throws IOException, InterruptedException {
        ClientsAtHand clients = new ClientsAtHand(watch);
        Files.createDirectories(DIRECTORY);
        for (String name : List.of(
                "package.json",
                "package-lock.json",
                "asked.mjs",
                "imapflow.mjs",
                "node-imap.mjs",
                "imaplib_rows.py",
                "MailRows.java")) {
            try (InputStream in = Objects.requireNonNull(ClientsAtHand.class.getResourceAsStream(name))) {
                Files.copy(in, DIRECTORY.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path old = Files.createDirectories(DIRECTORY.resolve("javamail")).resolve("MailRows.java");
        Files.writeString(
                old,
                Files.readString(DIRECTORY.resolve("MailRows.java"))
                        .replace("jakarta.mail", "javax.mail")
                        .replace("org.eclipse.angus.mail", "com.sun.mail"));
        Files.writeString(clients.authority, Scene.CERTIFICATE.caPem());
        ClientProgram.find("npm", "npm")
                .run("ci", "--prefix=" + DIRECTORY, "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund")
                .succeeded();
        return clients;
    }

    /** @param name as package.json has it, with the version */
    RowClient imapflow(String name) {
        return node("imapflow.mjs", name);
    }

    /** @param name as package.json has it, with the version */
    RowClient nodeImap(String name) {
        return node("node-imap.mjs", name);
    }

    private RowClient node(String script, String name) {
        String title = name.startsWith("imap-") ? "node-" + name : name;
        return client(
                title.replace('-', ' ').replace("node imap", "node-imap"),
                ClientProgram.find("node", "nodejs").path().toString(),
                script,
                name,
                authority.toString());
    }

    RowClient imaplib() throws IOException, InterruptedException {
        ClientProgram python = ClientProgram.find("python3", "python3");
        String version = python.run("-c", "import sys; print('%d.%d' % sys.version_info[:2])")
                .succeeded()
                .strip();
        return client(
                "imaplib of Python " + version, python.path().toString(), "imaplib_rows.py", authority.toString());
    }

    /** The one that these tests have. */
    RowClient angusMail() {
        String jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.matches(".*(angus|activation).*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        Matcher version = ANGUS_JAR.matcher(jars.replaceAll(File.pathSeparator + ".*", ""));
        for (String jar : jars.split(File.pathSeparator)) {
            version = ANGUS_JAR.matcher(jar);
            if (version.matches()) {
                break;
            }
        }
        return java("Angus Mail " + version.group(1), jars, "MailRows.java");
    }

    /** @param version of the jars that the build fetches */
    RowClient javaMail(String version) {
        String jars = OLD_JARS.resolve("javax.mail-" + version + ".jar")
                + File.pathSeparator
                + OLD_JARS.resolve("activation-1.1.1.jar");
        return java("JavaMail " + version, jars, "javamail/MailRows.java");
    }

    private RowClient java(String name, String jars, String source) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return client(name, java, "-XX:TieredStopAtLevel=1", "-cp", jars, source, authority.toString());
    }

    private RowClient client(String name, String program, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return new RowClient(name, new ClientProcess(command, DIRECTORY), watch);
    }
}
