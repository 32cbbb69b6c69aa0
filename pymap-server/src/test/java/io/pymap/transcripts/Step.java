package io.pymap.transcripts;

import io.pymap.mailbox.User;
import java.util.List;
import java.util.Optional;

/** Something that happens in a script, at a line of its file. */
sealed interface Step {

    int line();

    int client();

    /** Opens a connection, and logs in where a user is given. */
    record Connect(int line, int client, Optional<User> user) implements Step {}

    /** Begins TLS. */
    record StartTls(int line, int client) implements Step {}

    /** Closes the connection without a word. */
    record Drop(int line, int client) implements Step {}

    /** Sends a command with a tag, a line without one, or octets without a line end. */
    record Send(int line, int client, Form form, String text) implements Step {
        enum Form {
            COMMAND,
            LINE,
            OCTETS
        }
    }

    /** Waits for responses: up to a tagged one or a continuation request, or as many as there are. */
    record Expect(int line, int client, List<Expected> responses) implements Step {}

    /** One response that is expected. */
    record Expected(int line, String text) {

        boolean isRest() {
            return text.equals("...");
        }

        boolean isEnd() {
            return text.equals("closed");
        }

        boolean isContinuation() {
            return text.equals("+") || text.startsWith("+ ");
        }

        boolean isTagged() {
            return !isRest() && !isEnd() && !isContinuation() && !text.startsWith("* ");
        }
    }
}
