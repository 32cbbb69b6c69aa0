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
import java.util.Deque;
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

    /** How well the value of the best field of that name does, decoded; 0 without such a field. */
    int scoreOfFields(String name, Scorer scorer) {
        int best = 0;
        for (Field field : mime().header().fields()) {
            if (best < Scorer.MOST && field.isNamed(name)) {
                best = Math.max(best, scorer.score(EncodedWords.decode(field.text())));
            }
        }
        return best;
    }

    int scoreOfHeader(Scorer scorer) {
        return scoreOfHeader(mime(), scorer);
    }

    private static int scoreOfHeader(MimePart part, Scorer scorer) {
        int best = 0;
        for (Field field : part.header().fields()) {
            if (best < Scorer.MOST) {
                String name = field.name().text(StandardCharsets.ISO_8859_1);
                best = Math.max(best, scorer.score(name + ": " + EncodedWords.decode(field.text())));
            }
        }
        return best;
    }

    /** How well the decoded text of the best text part does, or the header of the best message inside. */
    int scoreOfBody(Scorer scorer) {
        int best = 0;
        Deque<MimePart> parts = new ArrayDeque<>();
        parts.push(mime());
        while (!parts.isEmpty() && best < Scorer.MOST) {
            MimePart part = parts.pop();
            best = Math.max(best, part.decodedText().map(scorer::score).orElse(0));
            part.children().forEach(parts::push);
            if (part.message().isPresent()) {
                MimePart inside = part.message().get();
                best = Math.max(best, scoreOfHeader(inside, scorer));
                parts.push(inside);
            }
        }
        return best;
    }

    private MimePart mime() {
        if (mime == null) {
            mime = message.parse();
        }
        return mime;
    }
}
