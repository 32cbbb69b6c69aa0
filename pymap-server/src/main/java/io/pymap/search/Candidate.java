package io.pymap.search;

import io.pymap.mailbox.Message;
import io.pymap.mime.EncodedWords;
import io.pymap.mime.Field;
import io.pymap.mime.MessageDate;
import io.pymap.mime.MimePart;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message while it is tried: read and parsed at most once, and only if a criterion asks for more than metadata. */
public final class Candidate {

    private final int sequenceNumber;
    private final Message message;
    private final boolean recent;
    private @Nullable MimePart mime; // null until somebody asks

    /** @param recent in the session that searches */
    public Candidate(int sequenceNumber, Message message, boolean recent) {
        this.sequenceNumber = sequenceNumber;
        this.message = message;
        this.recent = recent;
    }

    public int sequenceNumber() {
        return sequenceNumber;
    }

    public Message message() {
        return message;
    }

    public boolean recent() {
        return recent;
    }

    /** Whether the octets of the message had to be read. */
    public boolean wasRead() {
        return mime != null;
    }

    /** The day on which the message came in, in the zone it was given in. */
    public Optional<LocalDate> internalDay() {
        return Optional.of(message.internalDate().toOffsetDateTime().toLocalDate());
    }

    /** The day in the Date field, in its own zone; none where it is absent or no date. */
    public Optional<LocalDate> sentDay() {
        return mime().header()
                .first("Date")
                .flatMap(field -> MessageDate.parse(field.text()))
                .map(OffsetDateTime::toLocalDate);
    }

    /** The values of all fields of that name, decoded. */
    List<String> header(String name) {
        List<String> values = new ArrayList<>();
        for (Field field : mime().header().fields()) {
            if (field.isNamed(name)) {
                values.add(EncodedWords.decode(field.text()));
            }
        }
        return values;
    }

    boolean headerContains(Needle needle) {
        return headerContains(mime(), needle);
    }

    private static boolean headerContains(MimePart part, Needle needle) {
        for (Field field : part.header().fields()) {
            String name = field.name().text(StandardCharsets.ISO_8859_1);
            if (needle.isIn(name + ": " + EncodedWords.decode(field.text()))) {
                return true;
            }
        }
        return false;
    }

    /** In the decoded text of any text part, or in the header of a message inside. */
    boolean bodyContains(Needle needle) {
        Deque<MimePart> parts = new ArrayDeque<>();
        parts.push(mime());
        while (!parts.isEmpty()) {
            MimePart part = parts.pop();
            if (part.decodedText().filter(needle::isIn).isPresent()) {
                return true;
            }
            part.children().forEach(parts::push);
            if (part.message().isPresent()) {
                MimePart inside = part.message().get();
                if (headerContains(inside, needle)) {
                    return true;
                }
                parts.push(inside);
            }
        }
        return false;
    }

    private MimePart mime() {
        if (mime == null) {
            mime = message.parse();
        }
        return mime;
    }
}
