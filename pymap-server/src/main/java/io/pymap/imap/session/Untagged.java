package io.pymap.imap.session;

import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.mailbox.Flags;

/** An untagged response, which knows its own wire form; extensions bring theirs along. */
public interface Untagged {

    /** Nothing yet: work that goes on, so that others get their turn. Not sent. */
    Untagged NOTHING = out -> {};

    /**
     * Writes what stands between {@code "* "} and the line end.
     *
     * @throws Refusal where the data cannot be had: the line is dropped and the command ends in NO
     */
    void writeTo(ResponseWriter out);

    /** How many messages there are. */
    record Exists(int count) implements Untagged {
        @Override
        public void writeTo(ResponseWriter out) {
            out.number(count).text(" EXISTS");
        }
    }

    /** How many messages are recent. RFC 3501 7.3.2; gone in IMAP4rev2. */
    record Recent(int count) implements Untagged {
        @Override
        public void writeTo(ResponseWriter out) {
            out.number(count).text(" RECENT");
        }
    }

    /** A message is gone; those after it have moved up by one. */
    record Expunge(int sequenceNumber) implements Untagged {
        @Override
        public void writeTo(ResponseWriter out) {
            out.number(sequenceNumber).text(" EXPUNGE");
        }
    }

    /**
     * The flags of a message, told without having been asked for or by STORE.
     *
     * @param uid 0 to leave it out
     * @param modSeq 0 to leave it out (RFC 7162 3.1)
     */
    record FlagsFetch(int sequenceNumber, Flags flags, long uid, long modSeq) implements Untagged {
        @Override
        public void writeTo(ResponseWriter out) {
            out.number(sequenceNumber).text(" FETCH (FLAGS ").flags(flags);
            if (uid > 0) {
                out.text(" UID ").number(uid);
            }
            if (modSeq > 0) {
                out.text(" MODSEQ (").number(modSeq).octet(')');
            }
            out.octet(')');
        }
    }

    /** OK, NO, BAD or BYE without a tag. */
    record StatusLine(String status, ResponseCode code, String text) implements Untagged {
        @Override
        public void writeTo(ResponseWriter out) {
            out.text(status).text(" [").text(code.text()).text("] ").text(text);
        }
    }

    /** Protocol text with nothing in it that came from outside. */
    record Text(String text) implements Untagged {
        @Override
        public void writeTo(ResponseWriter out) {
            out.text(text);
        }
    }

    static Untagged ok(ResponseCode code, String text) {
        return new StatusLine("OK", code, text);
    }
}
