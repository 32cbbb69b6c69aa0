package io.pymap.assertj;

import io.pymap.fixture.Flag;
import io.pymap.fixture.StoredMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;

/** Assertions on a message in a mailbox. {@code extracting} and the like are AssertJ's own. */
public class MessageAssert extends AbstractObjectAssert<MessageAssert, StoredMessage> {

    public MessageAssert(StoredMessage actual) {
        super(actual, MessageAssert.class);
    }

    public MessageAssert hasUid(long uid) {
        isNotNull();
        return equal("UID", actual.uid(), uid);
    }

    /** Decoded (RFC 2047). */
    public MessageAssert hasSubject(String subject) {
        isNotNull();
        return equal("subject", actual.subject(), subject);
    }

    /** The first field of that name has this value, unfolded and decoded (RFC 2047). */
    public MessageAssert hasHeader(String name, String value) {
        isNotNull();
        return equal(name, actual.header(name), value);
    }

    private MessageAssert equal(String what, Object found, Object expected) {
        if (!found.equals(expected)) {
            throw failureWithActualExpected(
                    found,
                    expected,
                    "%s",
                    "Expected the " + what + " \"" + expected + "\" but it is \"" + found + "\" in " + actual);
        }
        return this;
    }

    /** These flags are set; others may be as well. */
    public MessageAssert hasFlags(Flag... flags) {
        return hasKeywords(names(flags));
    }

    /** None of these flags is set. */
    public MessageAssert hasNoneOf(Flag... flags) {
        isNotNull();
        List<Flag> found = Arrays.stream(flags).filter(actual::has).toList();
        if (!found.isEmpty()) {
            throw failure(
                    "%s",
                    "Expected none of the flags " + List.of(names(flags)) + " but there are "
                            + List.of(names(found.toArray(Flag[]::new))) + " on " + actual);
        }
        return this;
    }

    /** {@code \Seen} is set. */
    public MessageAssert isSeen() {
        return hasFlags(Flag.SEEN);
    }

    /** {@code \Seen} is not set. */
    public MessageAssert isUnseen() {
        return hasNoneOf(Flag.SEEN);
    }

    /** These keywords, or flags, are set, in any case; others may be as well. */
    public MessageAssert hasKeywords(String... keywords) {
        isNotNull();
        List<String> missing = Arrays.stream(keywords)
                .filter(keyword -> !actual.hasKeyword(keyword))
                .toList();
        if (!missing.isEmpty()) {
            throw failureWithActualExpected(
                    new TreeSet<>(actual.flags()),
                    List.of(keywords),
                    "%s",
                    "Expected the flags " + List.of(keywords) + " but " + missing + " are not set on " + actual);
        }
        return this;
    }

    private static String[] names(Flag... flags) {
        return Arrays.stream(flags).map(Flag::protocolName).toArray(String[]::new);
    }

    /** Exactly these octets. */
    public MessageAssert hasOctets(byte[] octets) {
        isNotNull();
        if (!Arrays.equals(actual.raw(), octets)) {
            throw failureWithActualExpected(
                    latin1(actual.raw()),
                    latin1(octets),
                    "%s",
                    "Expected " + octets.length + " other octets than there are in " + actual);
        }
        return this;
    }

    private static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** The first plain text in it, decoded. */
    public AbstractStringAssert<?> text() {
        isNotNull();
        return Assertions.assertThat(actual.text()).as("text of %s", actual);
    }
}
