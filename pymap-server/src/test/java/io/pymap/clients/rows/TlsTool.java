package io.pymap.clients.rows;

import io.pymap.clients.ClientProgram;
import io.pymap.fault.TlsFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A program that is asked for nothing but TLS, and to log in where it can; it wants to know whether the certificate is revoked. */
enum TlsTool {
    CURL("curl") {
        @Override
        List<String> command(Scene scene, boolean starttls, int patience, Path directory) {
            List<String> command = new ArrayList<>(List.of(
                    "curl",
                    "--silent",
                    "--max-time",
                    Integer.toString(patience),
                    "--user",
                    "ann:secret",
                    "--cacert",
                    directory.resolve("ca.pem").toString()));
            command.addAll(
                    starttls
                            ? List.of("--ssl-reqd", "imap://localhost:" + scene.port("starttls"))
                            : List.of("imaps://localhost:" + scene.port("tls")));
            return command;
        }

        @Override
        List<String> byList(Path list) {
            return List.of("--crlfile", list.toString());
        }

        @Override
        List<String> byWhatIsStapled() {
            return List.of("--cert-status");
        }
    },
    OPENSSL("openssl s_client") {
        @Override
        List<String> command(Scene scene, boolean starttls, int patience, Path directory) {
            List<String> command = new ArrayList<>(List.of(
                    "openssl",
                    "s_client",
                    "-tls1_2", // it waits for no word of the server, whose handshake is over with its own then
                    "-connect",
                    "127.0.0.1:" + scene.port(starttls ? "starttls" : "tls"),
                    "-verify_hostname",
                    "localhost",
                    "-verify_return_error",
                    "-CAfile",
                    directory.resolve("ca.pem").toString()));
            command.addAll(starttls ? List.of("-starttls", "imap") : List.of());
            return command;
        }

        @Override
        List<String> byList(Path list) {
            return List.of("-crl_check", "-CRL", list.toString());
        }

        @Override
        List<String> byWhatIsStapled() {
            return List.of("-status");
        }
    };

    private static final Set<TlsFault> OF_STARTTLS = EnumSet.of(
            TlsFault.STRIP_STARTTLS,
            TlsFault.STARTTLS_REFUSED,
            TlsFault.STARTTLS_TAG_BEFORE,
            TlsFault.INJECT_AFTER_STARTTLS,
            TlsFault.PREAUTH);

    /** Those that a client may take no notice of, as long as it begins TLS. */
    private static final Set<TlsFault> HARMLESS_UNDER_TLS =
            EnumSet.of(TlsFault.INJECT_AFTER_STARTTLS, TlsFault.PREAUTH, TlsFault.RENEWED);

    /** Those behind which nobody says anything. */
    private static final Set<TlsFault> SILENT = EnumSet.of(TlsFault.HANDSHAKE_STALL, TlsFault.STARTTLS_TAG_BEFORE);

    private static final int TIMED_OUT = 124; // of timeout

    private final String title;

    TlsTool(String title) {
        this.title = title;
    }

    /** As docs/clients.md has it. */
    String title() {
        return title;
    }

    /** @param patience in seconds, of a program that has some */
    abstract List<String> command(Scene scene, boolean starttls, int patience, Path directory);

    /** Options to learn what is revoked from a CRL. */
    abstract List<String> byList(Path list);

    /** Options to learn what is revoked from the server. */
    abstract List<String> byWhatIsStapled();

    /** What it makes of the fault, as docs/clients.md has it. */
    String meet(TlsFault fault, Path directory) throws IOException, InterruptedException {
        try (Scene scene = new Scene(List.of(), Optional.empty())) {
            scene.faults().tls(fault);
            boolean stapled = fault == TlsFault.REVOKED_STAPLED;
            int code = run(scene, OF_STARTTLS.contains(fault), SILENT.contains(fault) ? 1 : 20, stapled, directory);
            if (scene.passwordInClear()) {
                return "**does harm**";
            }
            if (code == TIMED_OUT) {
                return "**hangs**";
            }
            String goesOn = HARMLESS_UNDER_TLS.contains(fault) ? "goes on" : "**goes on**";
            return code == 0 ? goesOn : "error";
        }
    }

    /** Whether it goes on where nothing is wrong. */
    boolean works(boolean starttls, Path directory) throws IOException, InterruptedException {
        try (Scene scene = new Scene(List.of(), Optional.empty())) {
            return run(scene, starttls, 20, false, directory) == 0;
        }
    }

    private int run(Scene scene, boolean starttls, int patience, boolean stapled, Path directory)
            throws IOException, InterruptedException {
        Files.writeString(directory.resolve("ca.pem"), Scene.CERTIFICATE.caPem());
        Path list =
                Files.writeString(directory.resolve("crl.pem"), scene.faults().revocationList());
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(patience + 1)));
        arguments.addAll(command(scene, starttls, patience, directory));
        arguments.addAll(stapled ? byWhatIsStapled() : byList(list));
        ClientProgram.find(arguments.get(1), arguments.get(1));
        return ClientProgram.find("timeout", "coreutils")
                .run(arguments.toArray(String[]::new))
                .code();
    }
}
