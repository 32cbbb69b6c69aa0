package io.pymap.mime;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The header of a message or part: its fields, by offset.
 *
 * <p>A line ends with CRLF or a bare LF; a bare CR is a character like any other. A field line is a name of printable
 * ASCII, a colon after it (white space before the colon is tolerated, RFC 5322 4.5), and lines that start with white
 * space continue it. The header ends with the first empty line, which belongs to it (RFC 3501 7.4.2). Without an empty
 * line it ends before the first line that is not a field line, which is then the first of the body; if every line is a
 * field line, all is header.
 */
public final class MimeHeader {

    /** For each field: start, end of name, start of value, end. */
    private static final int STRIDE = 4;

    /** Tells lines at which a header ends although it has no empty line. */
    @FunctionalInterface
    interface LineStop {
        boolean stopsAt(int lineStart);
    }

    private final byte[] array;
    private final int start;
    private final int end;
    private final int[] marks;
    private final int count;
    private final int lineEnds;

    private MimeHeader(byte[] array, int start, int end, int[] marks, int lineEnds) {
        this.array = array;
        this.start = start;
        this.end = end;
        this.marks = marks;
        this.count = marks.length / STRIDE;
        this.lineEnds = lineEnds;
    }

    /** Reads the header at the start of the range, which may go on with a body. */
    public static MimeHeader parse(byte[] octets, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, octets.length);
        return scan(octets, offset, offset + length, lineStart -> false);
    }

    static MimeHeader empty(byte[] array, int offset) {
        return new MimeHeader(array, offset, offset, new int[0], 0);
    }

    static MimeHeader scan(byte[] array, int start, int limit, LineStop stop) {
        int[] marks = new int[16 * STRIDE];
        int used = 0;
        int lineEnds = 0;
        int position = start;
        while (position < limit) {
            int first = array[position];
            if (isEmptyLine(array, position, limit)) {
                position += first == '\r' ? 2 : 1;
                lineEnds++;
                break;
            }
            if (first == '-' && stop.stopsAt(position)) {
                break;
            }
            if (first != ' ' && first != '\t') {
                int nameEnd = nameEnd(array, position, limit);
                int colon = colon(array, nameEnd, limit);
                if (nameEnd == position || colon < 0) {
                    break;
                }
                if (used == marks.length) {
                    marks = Arrays.copyOf(marks, used * 2);
                }
                marks[used++] = position;
                marks[used++] = nameEnd;
                marks[used++] = colon + 1;
                marks[used++] = limit;
            } else if (used == 0) {
                break;
            }
            position = nextLine(array, position, limit);
            marks[used - 1] = position;
            lineEnds += array[position - 1] == '\n' ? 1 : 0;
        }
        return new MimeHeader(array, start, position, Arrays.copyOf(marks, used), lineEnds);
    }

    private static boolean isEmptyLine(byte[] array, int position, int limit) {
        return array[position] == '\n'
                || (array[position] == '\r' && position + 1 < limit && array[position + 1] == '\n');
    }

    private static int nameEnd(byte[] array, int position, int limit) {
        int end = position;
        while (end < limit && array[end] > ' ' && array[end] < 127 && array[end] != ':') {
            end++;
        }
        return end;
    }

    private static int colon(byte[] array, int nameEnd, int limit) {
        int position = nameEnd;
        while (position < limit && (array[position] == ' ' || array[position] == '\t')) {
            position++;
        }
        return position < limit && array[position] == ':' ? position : -1;
    }

    private static int nextLine(byte[] array, int position, int limit) {
        for (int i = position; i < limit; i++) {
            if (array[i] == '\n') {
                return i + 1;
            }
        }
        return limit;
    }

    /** The header as it was written, with the empty line that ends it if there is one. */
    public Octets octets() {
        return Octets.between(array, start, end);
    }

    int end() {
        return end;
    }

    int lineEnds() {
        return lineEnds;
    }

    /** All fields in their order. */
    public List<Field> fields() {
        return new AbstractList<>() {
            @Override
            public Field get(int index) {
                return field(Objects.checkIndex(index, count) * STRIDE);
            }

            @Override
            public int size() {
                return count;
            }
        };
    }

    /** The first field of that name, compared without case. */
    public Optional<Field> first(String name) {
        for (int mark = 0; mark < marks.length; mark += STRIDE) {
            if (name(mark).equalsIgnoreCase(name)) {
                return Optional.of(field(mark));
            }
        }
        return Optional.empty();
    }

    /** The values of all fields of that name, compared without case. */
    List<Octets> values(String name) {
        List<Octets> values = new ArrayList<>();
        for (int mark = 0; mark < marks.length; mark += STRIDE) {
            if (name(mark).equalsIgnoreCase(name)) {
                values.add(field(mark).value());
            }
        }
        return values;
    }

    /** The unfolded text of the first field of that name; absent if there is none, or if it is empty. */
    Optional<String> text(String name) {
        return first(name).map(Field::text).filter(text -> !text.isEmpty());
    }

    /**
     * The fields that HEADER.FIELDS (or with {@code not} HEADER.FIELDS.NOT) selects, each as it was written with folding
     * and line ends. The empty line that follows them in the answer is not among them (RFC 3501 6.4.5).
     *
     * @param names compared without case
     */
    public List<Octets> fields(Set<String> names, boolean not) {
        Set<String> wanted = names.stream().map(Ascii::lower).collect(Collectors.toCollection(HashSet::new));
        List<Octets> selected = new ArrayList<>();
        for (Field field : fields()) {
            if (wanted.contains(field.lowerCaseName()) != not) {
                selected.add(field.whole());
            }
        }
        return selected;
    }

    private Octets name(int mark) {
        return Octets.between(array, marks[mark], marks[mark + 1]);
    }

    private Field field(int mark) {
        int fieldEnd = marks[mark + 3];
        int valueStart = marks[mark + 2];
        int valueEnd = fieldEnd;
        if (valueEnd > valueStart && array[valueEnd - 1] == '\n') {
            valueEnd--;
            if (valueEnd > valueStart && array[valueEnd - 1] == '\r') {
                valueEnd--;
            }
        }
        return new Field(
                name(mark), Octets.between(array, valueStart, valueEnd), Octets.between(array, marks[mark], fieldEnd));
    }
}
