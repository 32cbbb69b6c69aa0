package io.pymap.imap.session;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * All that a command has to say. The untagged data is an iterator: a large FETCH is produced response by response, as
 * fast as the client reads.
 */
public record Reply(Iterator<? extends Untagged> data, Outcome outcome) {

    /** How a reply ends. */
    public sealed interface Outcome {}

    /**
     * The tagged line, and what becomes of the session after it.
     *
     * @param limit a code that stands in the tagged line where there is no other, and else in an untagged NO before it
     *     (RFC 9738 3.1)
     */
    public record Completed(
            Status status,
            Optional<ResponseCode> code,
            String text,
            Optional<ResponseCode> limit,
            Optional<SessionState> next,
            Then then)
            implements Outcome {

        /**
         * Whether that is its code. Texts are compared: what it takes to compare records is made up when the first are, and
         * the first client would wait for it.
         */
        public boolean has(ResponseCode wanted) {
            return code.isPresent() && code.get().text().equals(wanted.text());
        }

        public Completed entering(SessionState state) {
            return new Completed(status, code, text, limit, Optional.of(state), then);
        }

        /** The same, but ending in NO. */
        public Completed failed(ResponseCode newCode, String newText) {
            return new Completed(Status.NO, Optional.of(newCode), newText, limit, next, then);
        }

        public Completed withCode(ResponseCode newCode) {
            return new Completed(status, Optional.of(newCode), text, limit, next, then);
        }
    }

    /**
     * A continuation request; the client's next line goes to {@code answer}.
     *
     * @param showsUpdates whether changes of the mailbox are told meanwhile, as in IDLE
     */
    public record Asks(String prompt, boolean showsUpdates, Continuation answer) implements Outcome {}

    /** The status of a tagged line. RFC 9051 7.1. */
    public enum Status {
        OK,
        NO,
        BAD
    }

    /** What the connection does once the tagged line is out. */
    public enum Then {
        GO_ON,
        CLOSE,
        START_TLS,
        /** Both directions are compressed from here on. RFC 4978. */
        COMPRESS,
        /** They are no more, if they were. RFC 8437 4.1. */
        END_COMPRESSION
    }

    /** Goes on with the command when the client has answered. */
    @FunctionalInterface
    public interface Continuation {
        Reply answer(String line);
    }

    public static Reply ok(String text) {
        return completed(Status.OK, Optional.empty(), text);
    }

    public static Reply ok(ResponseCode code, String text) {
        return completed(Status.OK, Optional.of(code), text);
    }

    public static Reply no(Refusal refusal) {
        return completed(Status.NO, refusal.code(), refusal.text());
    }

    public static Reply no(ResponseCode code, String text) {
        return completed(Status.NO, Optional.of(code), text);
    }

    public static Reply bad(String text) {
        return completed(Status.BAD, Optional.empty(), text);
    }

    public static Reply bad(ResponseCode code, String text) {
        return completed(Status.BAD, Optional.of(code), text);
    }

    public static Reply ask(String prompt, Continuation answer) {
        return new Reply(Collections.emptyIterator(), new Asks(prompt, false, answer));
    }

    /** As {@link #ask}, with changes of the mailbox told while the client is silent. */
    public static Reply idle(String prompt, Continuation answer) {
        return new Reply(Collections.emptyIterator(), new Asks(prompt, true, answer));
    }

    public Reply with(Iterator<? extends Untagged> responses) {
        return new Reply(responses, outcome);
    }

    public Reply with(List<? extends Untagged> responses) {
        return with(responses.iterator());
    }

    public Reply with(Untagged response) {
        return with(List.of(response));
    }

    /**
     * With HIGHESTMODSEQ where messages have been removed and the client has enabled QRESYNC. RFC 7162 3.2.7.
     *
     * @param before the mod-sequence of the mailbox ahead of the command
     */
    public Reply withModSeq(SessionState.Selected session, long before) {
        long after = session.view().mailbox().counts().highestModSeq();
        return session.connection().enabled("QRESYNC") && after > before
                ? new Reply(data, completed().withCode(ResponseCode.of("HIGHESTMODSEQ", after)))
                : this;
    }

    /** With what is told where the command has worked on no more messages than one may. */
    public Reply limited(Optional<ResponseCode> limit) {
        Completed done = completed();
        return new Reply(data, new Completed(done.status, done.code, done.text, limit, done.next, done.then));
    }

    /** The session is in the given state once the tagged line is out. */
    public Reply entering(SessionState next) {
        return new Reply(data, completed().entering(next));
    }

    public Reply then(Then then) {
        Completed done = completed();
        return new Reply(data, new Completed(done.status, done.code, done.text, done.limit, done.next, then));
    }

    private Completed completed() {
        if (outcome instanceof Completed done) {
            return done;
        }
        throw new IllegalStateException("a reply that asks has no tagged line yet");
    }

    private static Reply completed(Status status, Optional<ResponseCode> code, String text) {
        return new Reply(
                Collections.emptyIterator(),
                new Completed(status, code, text, Optional.empty(), Optional.empty(), Then.GO_ON));
    }
}
