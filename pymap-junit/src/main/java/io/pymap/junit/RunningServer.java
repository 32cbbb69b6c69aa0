package io.pymap.junit;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server in JUnit's store, which closes it when the test or the class is over. */
record RunningServer(EmbeddedImapServer server, Attach attachTranscript, Scope scope) implements AutoCloseable {

    private static final String FILE = "imap-transcript.txt";
    private static final String TIMEOUT_FILE =
            "imap-transcript-at-timeout.txt"; // a second one of a name would replace it

    /** After a test: prints and attaches the transcript if it is wanted. */
    void report(ExtensionContext context) {
        boolean failed = context.getExecutionException().isPresent();
        if (attachTranscript == Attach.NEVER || (attachTranscript == Attach.ON_FAILURE && !failed)) {
            return;
        }
        String text = title(context) + server.transcript().asText();
        publish(context, FILE, text);
        if (failed) {
            System.err.println(text);
        } else {
            System.out.println(text);
        }
    }

    /** When a test is about to be interrupted: what everybody is waiting for shows only now. */
    void reportTimeout(ExtensionContext context) {
        if (attachTranscript != Attach.NEVER) {
            String text = title(context) + "# timed out; open sessions:\n" + server.describeSessions() + "\n"
                    + server.transcript().asText();
            publish(context, TIMEOUT_FILE, text);
            System.err.println(text);
        }
    }

    private static String title(ExtensionContext context) {
        return "# IMAP transcript of "
                + context.getTestClass().map(Class::getSimpleName).orElse("") + " > " + context.getDisplayName() + "\n";
    }

    private static void publish(ExtensionContext context, String name, String text) {
        context.publishFile(
                name, MediaType.TEXT_PLAIN_UTF_8, file -> Files.writeString(file, text, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
