package io.pymap.assertj;

import io.pymap.fixture.Flag;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.Snapshot;
import io.pymap.fixture.StoredMessage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/** Assertions on what is in a mailbox now. Messages show what is there. */
public class MailboxAssert extends AbstractAssert<MailboxAssert, MailboxFixture> {

    private static final int MESSAGES_SHOWN = 30;

    public MailboxAssert(MailboxFixture actual) {
        super(actual, MailboxAssert.class);
    }

    /** There are messages of exactly these UIDs, given in any order. */
    public MailboxAssert hasUids(long... uids) {
        isNotNull();
        List<Long> found = actual.uids();
        List<Long> wanted = Arrays.stream(uids).sorted().boxed().toList();
        if (!found.equals(wanted)) {
            throw failureWithActualExpected(
                    found,
                    wanted,
                    "%s",
                    "Expected the UIDs " + wanted + " in " + actual + " but there are\n" + shown());
        }
        return this;
    }

    public MailboxAssert hasMessageCount(int count) {
        isNotNull();
        int found = actual.uids().size();
        if (found != count) {
            throw failureWithActualExpected(
                    found, count, "%s", "Expected " + count + " messages in " + actual + " but there are\n" + shown());
        }
        return this;
    }

    /** There is no message in it. */
    public MailboxAssert isEmpty() {
        return hasMessageCount(0);
    }

    /** There is a message in it. */
    public MailboxAssert isNotEmpty() {
        isNotNull();
        if (actual.uids().isEmpty()) {
            throw failure("%s", "Expected a message in " + actual + " but there is none");
        }
        return this;
    }

    /** So many messages are without {@code \Seen}. */
    public MailboxAssert hasUnseenCount(int count) {
        isNotNull();
        long found = actual.messages().stream()
                .filter(message -> !message.has(Flag.SEEN))
                .count();
        if (found != count) {
            throw failureWithActualExpected(
                    found,
                    count,
                    "%s",
                    "Expected " + count + " unseen messages in " + actual + " but there are " + found + ":\n"
                            + shown());
        }
        return this;
    }

    /** The message has these flags; others may be set as well. */
    public MailboxAssert hasFlags(long uid, Flag... flags) {
        message(uid).hasFlags(flags);
        return this;
    }

    public MailboxAssert hasUidValidity(long uidValidity) {
        isNotNull();
        return number("UIDVALIDITY", actual.uidValidity(), uidValidity);
    }

    /** The UID that the next message gets. */
    public MailboxAssert hasUidNext(long uidNext) {
        isNotNull();
        return number("UIDNEXT", actual.uidNext(), uidNext);
    }

    private MailboxAssert number(String what, long found, long expected) {
        if (found != expected) {
            throw failureWithActualExpected(
                    found,
                    expected,
                    "%s",
                    "Expected " + what + " " + expected + " of " + actual + " but it is " + found);
        }
        return this;
    }

    /**
     * Nothing has happened to it: UIDVALIDITY, UIDs, flags, dates, contents and mod-sequences are as they were. So reading
     * has not marked anything as read.
     */
    public MailboxAssert isUnchangedSince(Snapshot before) {
        isNotNull();
        List<String> differences = before.differences(actual.snapshot());
        if (!differences.isEmpty()) {
            throw failure("%s", "Expected no change of " + actual + " but\n  " + String.join("\n  ", differences));
        }
        return this;
    }

    /**
     * The message with this UID.
     *
     * @throws IllegalArgumentException where there is none, with the UIDs that there are
     */
    public MessageAssert message(long uid) {
        isNotNull();
        return new MessageAssert(actual.message(uid)).as("message with UID %s in %s", uid, actual);
    }

    /** The messages in the order of their UIDs: by index with {@code element(0)}, by property with {@code extracting}. */
    public ListAssert<StoredMessage> messages() {
        isNotNull();
        return Assertions.assertThat(actual.messages()).as("messages in %s", actual);
    }

    private String shown() {
        List<StoredMessage> messages = actual.messages();
        int left = messages.size() - MESSAGES_SHOWN;
        return messages.isEmpty()
                ? "  none"
                : messages.stream()
                                .limit(MESSAGES_SHOWN)
                                .map(message -> "  " + message)
                                .collect(Collectors.joining("\n"))
                        + (left > 0 ? "\n  and " + left + " more" : "");
    }
}
