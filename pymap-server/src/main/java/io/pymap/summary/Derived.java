package io.pymap.summary;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.mailbox.Content;
import io.pymap.mime.MimePart;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** One thing that follows from the octets of a message. Each is one object, made once. */
public final class Derived<T> {

    /** ENVELOPE in its wire form. RFC 3501 7.4.2. Not to be written to. */
    public static final Derived<byte[]> ENVELOPE = envelope("envelope.1", false);

    /** As {@link #ENVELOPE}, for a client that takes UTF-8 in quoted strings. RFC 6855 3. */
    public static final Derived<byte[]> ENVELOPE_UTF8 = envelope("envelope-utf8.1", true);

    /** BODY without extension data, in its wire form. RFC 3501 7.4.2. Not to be written to. */
    public static final Derived<byte[]> BODY = structure("body.1", false, false);

    /** As {@link #BODY}, for a client that takes UTF-8 in quoted strings. */
    public static final Derived<byte[]> BODY_UTF8 = structure("body-utf8.1", false, true);

    /** BODYSTRUCTURE in its wire form. RFC 3501 7.4.2. Not to be written to. */
    public static final Derived<byte[]> BODY_STRUCTURE = structure("bodystructure.1", true, false);

    /** As {@link #BODY_STRUCTURE}, for a client that takes UTF-8 in quoted strings. */
    public static final Derived<byte[]> BODY_STRUCTURE_UTF8 = structure("bodystructure-utf8.1", true, true);

    /** What SORT and THREAD compare. RFC 5256. */
    public static final Derived<HeaderKeys> HEADER_KEYS = new Derived<>(
            "keys.1",
            HeaderKeys.class,
            message -> HeaderKeys.of(message.header()),
            HeaderKeys::weight,
            new Form<>(HeaderKeys::toOctets, HeaderKeys::ofOctets));

    /** The beginning of the text as people read it, empty where there is none. RFC 8970 3.3. */
    public static final Derived<String> PREVIEW = new Derived<>(
            "preview.1",
            String.class,
            Preview::of,
            preview -> 48 + 2 * preview.length(),
            new Form<>(preview -> preview.getBytes(UTF_8), octets -> new String(octets, UTF_8)));

    private final String name;
    private final Class<T> type;
    private final Function<MimePart, T> from;
    private final ToIntFunction<T> weight;
    private final Form<T> form;

    /** How a value is written down. */
    public record Form<T>(Function<T, byte[]> write, Function<byte[], T> read) {}

    /**
     * @param name under which values are kept beside the message; another one when what it stands for changes
     * @param from works it out; what it answers is immutable and holds nothing of the message's octets
     * @param weight about how many octets of memory a value takes
     */
    public Derived(String name, Class<T> type, Function<MimePart, T> from, ToIntFunction<T> weight, Form<T> form) {
        this.name = name;
        this.form = form;
        this.type = type;
        this.from = from;
        this.weight = weight;
    }

    T of(MimePart message) {
        return from.apply(message);
    }

    /** What is kept of it beside the message. */
    Optional<T> find(Content.Notes notes) {
        return notes.find(name).map(form.read());
    }

    void keep(Content.Notes notes, T value) {
        notes.keep(name, form.write().apply(value));
    }

    int weight(T value) {
        return weight.applyAsInt(value);
    }

    T cast(Object value) {
        return type.cast(value);
    }

    private static Derived<byte[]> envelope(String name, boolean utf8) {
        return wireForm(name, utf8, message -> out -> EnvelopeWriter.write(out, message.envelope()));
    }

    private static Derived<byte[]> structure(String name, boolean extended, boolean utf8) {
        return wireForm(name, utf8, message -> out -> BodyStructureWriter.write(out, message, extended));
    }

    private static Derived<byte[]> wireForm(
            String name, boolean utf8, Function<MimePart, Consumer<ResponseWriter>> writing) {
        return new Derived<>(
                name,
                byte[].class,
                message -> octets(utf8, writing.apply(message)),
                octets -> 16 + octets.length,
                new Form<>(Function.identity(), Function.identity()));
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
