package io.pymap.summary;

import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.mailbox.Content;
import io.pymap.mime.MimePart;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** One thing that follows from the octets of a message. Each is one object, made once. */
public final class Derived<T> {

    /** ENVELOPE in its wire form. RFC 3501 7.4.2. Not to be written to. */
    public static final Derived<byte[]> ENVELOPE = envelope(false);

    /** As {@link #ENVELOPE}, for a client that takes UTF-8 in quoted strings. RFC 6855 3. */
    public static final Derived<byte[]> ENVELOPE_UTF8 = envelope(true);

    /** BODY without extension data, in its wire form. RFC 3501 7.4.2. Not to be written to. */
    public static final Derived<byte[]> BODY = structure(false, false);

    /** As {@link #BODY}, for a client that takes UTF-8 in quoted strings. */
    public static final Derived<byte[]> BODY_UTF8 = structure(false, true);

    /** BODYSTRUCTURE in its wire form. RFC 3501 7.4.2. Not to be written to. */
    public static final Derived<byte[]> BODY_STRUCTURE = structure(true, false);

    /** As {@link #BODY_STRUCTURE}, for a client that takes UTF-8 in quoted strings. */
    public static final Derived<byte[]> BODY_STRUCTURE_UTF8 = structure(true, true);

    /** What SORT and THREAD compare. RFC 5256. */
    public static final Derived<HeaderKeys> HEADER_KEYS =
            new Derived<>(HeaderKeys.class, message -> HeaderKeys.of(message.header()), HeaderKeys::weight);

    /** The beginning of the text as people read it, empty where there is none. RFC 8970 3.3. */
    public static final Derived<String> PREVIEW =
            new Derived<>(String.class, Preview::of, preview -> 48 + 2 * preview.length());

    private final Class<T> type;
    private final Function<MimePart, T> from;
    private final ToIntFunction<T> weight;

    /**
     * @param from works it out; what it answers is immutable and holds nothing of the message's octets
     * @param weight about how many octets of memory a value takes
     */
    public Derived(Class<T> type, Function<MimePart, T> from, ToIntFunction<T> weight) {
        this.type = type;
        this.from = from;
        this.weight = weight;
    }

    T of(MimePart message) {
        return from.apply(message);
    }

    int weight(T value) {
        return weight.applyAsInt(value);
    }

    T cast(Object value) {
        return type.cast(value);
    }

    private static Derived<byte[]> envelope(boolean utf8) {
        return wireForm(utf8, message -> out -> EnvelopeWriter.write(out, message.envelope()));
    }

    private static Derived<byte[]> structure(boolean extended, boolean utf8) {
        return wireForm(utf8, message -> out -> BodyStructureWriter.write(out, message, extended));
    }

    private static Derived<byte[]> wireForm(boolean utf8, Function<MimePart, Consumer<ResponseWriter>> writing) {
        return new Derived<>(
                byte[].class, message -> octets(utf8, writing.apply(message)), octets -> 16 + octets.length);
    }

    private static byte[] octets(boolean utf8, Consumer<ResponseWriter> writing) {
        ByteArrayOutputStream written = new ByteArrayOutputStream(256);
        ResponseWriter out = new ResponseWriter(new ResponseWriter.Sink() {
            @Override
            public void octets(byte[] octets, int length) {
                written.write(octets, 0, length);
            }

            @Override
            public void content(Content content) {
                Content.InMemory octets = content.load();
                written.write(octets.array(), octets.offset(), octets.length());
            }
        });
        out.utf8(utf8);
        writing.accept(out);
        out.drain();
        return written.toByteArray();
    }
}
