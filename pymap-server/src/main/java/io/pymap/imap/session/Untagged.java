package io.pymap.imap.session;

import io.pymap.imap.syntax.MessageSet.Range;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.syntax.UidSet;
import io.pymap.mailbox.Flags;
import java.util.List;

/** An untagged response, which knows its own wire form; extensions bring theirs along. */
public interface Untagged {

    /** Nothing yet, and no telling how much is left. */
    Untagged NOTHING = new Working(0, 0);

    /**
     * Nothing yet: work that goes on, so that others get their turn. Not sent as such.
     *
     * @param goal what {@code done} is when there is nothing left to do; 0 where that is not known
     */
    record Working(long done, long goal) implements Untagged {
        @Override
        public void writeTo(ResponseWriter out) {}
    }

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
     * Messages are gone, told by UID. RFC 7162 3.2.10.
     *
     * @param earlier whether they were gone before the mailbox was selected, so that no number changes
     * @param uids ascending and apart from each other
     */
    record Vanished(boolean earlier, List<Range> uids) implements Untagged {
        @Override
        public void writeTo(ResponseWriter out) {
            out.text(earlier ? "VANISHED (EARLIER) " : "VANISHED ").text(UidSet.ofRanges(uids));
        }
    }

    /** The flags of a message where nothing goes by number. RFC 9586 3.3. */
    record FlagsUidFetch(long uid, Flags flags, long modSeq) implements Untagged {
        @Override
        public void writeTo(ResponseWriter out) {
            out.number(uid).text(" UIDFETCH (FLAGS ").flags(flags);
            if (modSeq > 0) {
                out.text(" MODSEQ (").number(modSeq).octet(')');
            }
            out.octet(')');
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
