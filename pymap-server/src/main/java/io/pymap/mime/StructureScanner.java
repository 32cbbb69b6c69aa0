package io.pymap.mime;

import io.pymap.mime.MimePart.Structure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of one message in one pass over its octets, with a stack of its own: nothing recurses.
 *
 * <p>Each octet is looked at once, those of a line that starts with two hyphens once more, and there compared with at
 * most {@link MimeLimits#depth} boundaries of the same length.
 */
final class StructureScanner {

    private final byte[] array;
    private final int end;
    private final MimeLimits limits;
    /** The parts not ended yet, the message first. */
    private final List<OpenPart> open = new ArrayList<>();

    private int position;
    private long lineEnds;
    private int parts = 1;

    // The delimiter line that isDelimiter found last.
    private int owner;
    private boolean closes;
    private int afterDelimiter;

    private StructureScanner(byte[] array, int end, MimeLimits limits) {
        this.array = array;
        this.end = end;
        this.limits = limits;
    }

    /** A part whose end is not known yet. */
    private static final class OpenPart {
        final MimeHeader header;
        final ContentType type;
        final long lineEndsBefore;
        final List<MimePart> inner = new ArrayList<>();
        // Null where no delimiter line is waited for: not a multipart, or closed.
        byte @Nullable [] boundary;

        OpenPart(MimeHeader header, ContentType type, long lineEndsBefore) {
            this.header = header;
            this.type = type;
            this.lineEndsBefore = lineEndsBefore;
            this.boundary = type.isMultipart() ? MimePart.boundary(type) : null;
        }

        Structure structure(int bodyEnd, long lines) {
            if (type.isMultipart()) {
                return new Structure(inner.isEmpty() ? List.of(emptyPart(bodyEnd)) : List.copyOf(inner), NONE, lines);
            }
            return new Structure(List.of(), inner.stream().findFirst(), lines);
        }

        private MimePart emptyPart(int offset) {
            MimeHeader empty = MimeHeader.empty(header.octets().array(), offset);
            return new MimePart(empty, ContentType.TEXT_PLAIN, offset, new Structure(List.of(), NONE, 0));
        }
    }

    private static final Optional<MimePart> NONE = Optional.empty();

    /** The structure of the message with that header, whose body goes to that offset. */
    static Structure scan(MimeHeader header, ContentType type, int end, MimeLimits limits) {
        return new StructureScanner(header.octets().array(), end, limits).run(header, type);
    }

    private Structure run(MimeHeader header, ContentType type) {
        OpenPart root = new OpenPart(header, type, 0);
        open.add(root);
        position = header.end();
        if (type.isMessage()) {
            startMessages();
        }
        while (nextDelimiter()) {
            int lineEnd = lineEndBefore();
            endParts(owner + 1, position - lineEnd, lineEnds - (lineEnd > 0 ? 1 : 0));
            passDelimiter();
            if (closes) {
                open.get(owner).boundary = null;
            } else {
                startPart(open.get(owner).type.defaultOfParts());
                startMessages();
            }
        }
        endParts(1, end, lineEnds);
        return root.structure(end, lineEnds);
    }

    /** Opens the part that starts here, by reading its header. */
    private void startPart(ContentType absent) {
        parts++;
        MimeHeader header = MimeHeader.scan(array, position, end, this::isDelimiter);
        boolean mayOpen = open.size() + 1 < limits.depth();
        ContentType type = holdsTheRest() ? ContentType.OPAQUE : MimePart.servedType(header, absent, mayOpen);
        lineEnds += header.lineEnds();
        position = header.end();
        open.add(new OpenPart(header, type, lineEnds));
    }

    /** A message in a part starts where the body of the part does, and may hold only a message in turn. */
    private void startMessages() {
        while (open.get(open.size() - 1).type.isMessage()) {
            startPart(ContentType.TEXT_PLAIN);
        }
    }

    private boolean holdsTheRest() {
        return parts > limits.parts();
    }

    /** Ends all open parts from that index on, innermost first. */
    private void endParts(int from, int bodyEnd, long lineEndsAtEnd) {
        for (int i = open.size() - 1; i >= from; i--) {
            OpenPart part = open.remove(i);
            long lines = lineEndsAtEnd - part.lineEndsBefore;
            open.get(i - 1).inner.add(new MimePart(part.header, part.type, bodyEnd, part.structure(bodyEnd, lines)));
        }
    }

    /** Moves to the next delimiter line of an open multipart; false if there is none, then to the end. */
    private boolean nextDelimiter() {
        byte[] octets = array;
        boolean searches = !holdsTheRest() && open.stream().anyMatch(part -> part.boundary != null);
        int i = position;
        long found = lineEnds;
        while (i < end) {
            if (searches && octets[i] == '-' && isDelimiter(i)) {
                position = i;
                lineEnds = found;
                return true;
            }
            while (i < end && octets[i] != '\n') {
                i++;
            }
            if (i < end) {
                found++;
                i++;
            }
        }
        position = end;
        lineEnds = found;
        return false;
    }

    private void passDelimiter() {
        lineEnds += array[afterDelimiter - 1] == '\n' ? 1 : 0;
        position = afterDelimiter;
    }

    /**
     * Length of the line end that belongs to the delimiter line here. None if the header of the last part goes up to it:
     * then all open parts end here, so that none ends before one inside it.
     */
    private int lineEndBefore() {
        int bodyStart = open.get(open.size() - 1).header.end();
        if (position == bodyStart) {
            return 0;
        }
        return position - 1 > bodyStart && array[position - 2] == '\r' ? 2 : 1;
    }

    /** Whether the line that starts here is a delimiter of an open multipart, the innermost first; if so, notes it. */
    private boolean isDelimiter(int lineStart) {
        int boundaryStart = lineStart + 2;
        if (boundaryStart >= end || array[lineStart] != '-' || array[lineStart + 1] != '-') {
            return false;
        }
        int lineEnd = boundaryStart;
        while (lineEnd < end && array[lineEnd] != '\n') {
            lineEnd++;
        }
        int textEnd = lineEnd;
        while (textEnd > boundaryStart && Ascii.isSpace(array[textEnd - 1])) {
            textEnd--;
        }
        boolean hyphens = textEnd - 2 > boundaryStart && array[textEnd - 1] == '-' && array[textEnd - 2] == '-';
        for (int i = open.size() - 1; i >= 0; i--) {
            byte[] boundary = open.get(i).boundary;
            if (boundary == null) {
                continue;
            }
            boolean separates = matches(boundary, boundaryStart, textEnd);
            if (separates || (hyphens && matches(boundary, boundaryStart, textEnd - 2))) {
                owner = i;
                closes = !separates;
                afterDelimiter = Math.min(lineEnd + 1, end);
                return true;
            }
        }
        return false;
    }

    private boolean matches(byte[] boundary, int from, int to) {
        return to - from == boundary.length && Arrays.equals(array, from, to, boundary, 0, boundary.length);
    }
}
