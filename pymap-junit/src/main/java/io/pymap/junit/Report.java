package io.pymap.junit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Prints and attaches the transcript of a server.
 *
 * @param context of the test or class that it is about
 */
record Report(RunningServer running, ExtensionContext context) {

    private static final int PRINTED_LINES = 30;

    /** From now on whoever fails can tell where to read on; what is written then is written again at the end. */
    void atBegin() {
        running.server()
                .transcriptFile(() -> running.settings().attachTranscript() == Attach.NEVER
                        ? Optional.empty()
                        : Optional.of(publish(
                                "imap-transcript",
                                title() + running.handle().transcript().asText())));
    }

    /**
     * When a test or class is over.
     *
     * @param sessions what each session did at the end
     * @param unused what {@link #unusedRules} said at the end
     * @param printed whether the reader has seen the last lines already
     */
    void atEnd(boolean failed, String sessions, String unused, boolean printed) {
        Attach wanted = running.settings().attachTranscript();
        String transcript = running.handle().transcript().asText();
        if (failed && wanted != Attach.NEVER) {
            String head = title() + "# open sessions at the end:\n" + sessions + "\n" + unused;
            Path file = publish("imap-transcript", head + transcript);
            System.err.println(printed ? title() + attached(file) : head + lastLines(transcript, file));
            running.server().log().ifPresent(this::showLog);
        } else if (wanted == Attach.ALWAYS) {
            publish("imap-transcript", title() + unused + transcript);
            System.out.println(title() + unused + transcript);
        } else if (!unused.isEmpty()) {
            System.err.println(title() + unused);
        }
    }

    private void showLog(String log) {
        String title = title().replaceFirst("IMAP transcript", "log of the IMAP server");
        System.err.println(title + lastLines(log, publish("imap-server-log", title + log)));
    }

    /** A test whose rule never acts tests something else than it says. */
    String unusedRules() {
        return running.handle().faults().rules().stream()
                .filter(rule -> rule.hits() == 0)
                .map(rule -> "# fault rule #" + rule.number() + " never acted: " + rule + "\n")
                .collect(Collectors.joining());
    }

    /** When a test is about to be interrupted: what everybody is waiting for shows only now. */
    void atTimeout() {
        if (running.settings().attachTranscript() != Attach.NEVER) {
            String head =
                    title() + "# timed out; open sessions:\n" + running.server().describeSessions() + "\n";
            String transcript = running.handle().transcript().asText();
            // A name of its own: a second file of one name would replace the first.
            Path file = publish("imap-transcript-at-timeout", head + transcript);
            System.err.println(head + lastLines(transcript, file));
        }
    }

    private String title() {
        String testClass = context.getTestClass().map(Class::getSimpleName).orElse("");
        return "# IMAP transcript of " + testClass
                + (context.getTestMethod().isPresent() ? " > " + context.getDisplayName() : "")
                + (running.settings().name().isEmpty()
                        ? ""
                        : ", server" + running.settings().namePart())
                + "\n";
    }

    private static String lastLines(String transcript, Path file) {
        List<String> lines = transcript.lines().toList();
        int left = Math.max(0, lines.size() - PRINTED_LINES);
        return (left == 0 ? "" : "# the last " + PRINTED_LINES + " of " + lines.size() + " lines\n")
                + String.join("\n", lines.subList(left, lines.size())) + "\n" + attached(file);
    }

    private static String attached(Path file) {
        return "# attached: " + file + "\n";
    }

    private Path publish(String baseName, String text) {
        String name = running.settings().name();
        String suffix = name.isEmpty() ? "" : "-" + name.replaceAll("[^A-Za-z0-9._-]", "_");
        AtomicReference<Path> written = new AtomicReference<>(Path.of(baseName + suffix + ".txt"));
        context.publishFile(baseName + suffix + ".txt", MediaType.TEXT_PLAIN_UTF_8, file -> {
            Files.writeString(file, text, StandardCharsets.UTF_8);
            written.set(file);
        });
        return written.get();
    }
}
