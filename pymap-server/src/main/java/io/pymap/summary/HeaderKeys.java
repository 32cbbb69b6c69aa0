package io.pymap.summary;

import io.pymap.mailbox.InternalDate;
import io.pymap.mime.Address;
import io.pymap.mime.EncodedWords;
import io.pymap.mime.Envelope;
import io.pymap.mime.Field;
import io.pymap.mime.MessageDate;
import io.pymap.mime.MimeHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a header gives to compare messages by. Texts are keys of i;unicode-casemap, empty where there is nothing.
 *
 * @param sent the Date field with its zone; absent where there is none that can be read
 * @param subject the base subject (RFC 5256 2.1)
 * @param reply whether the subject is that of a reply or forward (RFC 5256 3)
 * @param from local part of the first address in From; so {@code to} and {@code cc}
 * @param displayFrom name of the first address in From, or else the address (RFC 5957 3); so {@code displayTo}
 * @param messageId without quotes and brackets, empty where there is none
 * @param references the message-ids of ancestors, the oldest first (RFC 5256 3, REFERENCES)
 */
public record HeaderKeys(
        Optional<InternalDate> sent,
        String subject,
        boolean reply,
        String from,
        String to,
        String cc,
        String displayFrom,
        String displayTo,
        String messageId,
        List<String> references) {

    public HeaderKeys {
        references = List.copyOf(references);
    }

    static HeaderKeys of(MimeHeader header) {
        Envelope envelope = Envelope.of(header);
        BaseSubject subject =
                BaseSubject.of(envelope.subject().map(EncodedWords::decode).orElse(""));
        List<String> references =
                MessageIds.all(header.first("References").map(Field::text).orElse(""));
        if (references.isEmpty()) {
            references = MessageIds.first(envelope.inReplyTo().orElse(""));
        }
        List<String> own = MessageIds.first(envelope.messageId().orElse(""));
        return new HeaderKeys(
                envelope.date().flatMap(MessageDate::parse).map(InternalDate::of),
                UnicodeCasemap.key(subject.text()),
                subject.reply(),
                mailbox(envelope.from()),
                mailbox(envelope.to()),
                mailbox(envelope.cc()),
                display(envelope.from()),
                display(envelope.to()),
                own.isEmpty() ? "" : own.get(0),
                references);
    }

    private static String mailbox(List<Address> addresses) {
        return addresses.isEmpty()
                ? ""
                : UnicodeCasemap.key(
                        EncodedWords.decode(addresses.get(0).mailbox().orElse("")));
    }

    /** RFC 5957 3. */
    private static String display(List<Address> addresses) {
        if (addresses.isEmpty()) {
            return "";
        }
        Address first = addresses.get(0);
        String name = EncodedWords.decode(first.name().orElse(""));
        if (name.isEmpty()) {
            String mailbox = first.mailbox().orElse("");
            name = first.host().map(host -> mailbox + "@" + host).orElse(mailbox);
        }
        return UnicodeCasemap.key(name);
    }

    /** When it was sent, in seconds since 1970, UTC; when it came in where that cannot be known. RFC 5256 2.2. */
    public long sentOr(InternalDate arrival) {
        return sent.orElse(arrival).epochSecond();
    }

    /** For {@link #ofOctets}. */
    byte[] toOctets() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.writeBoolean(sent.isPresent());
            if (sent.isPresent()) {
                out.writeLong(sent.get().epochSecond());
                out.writeInt(sent.get().offsetSeconds());
            }
            out.writeBoolean(reply);
            for (String text : List.of(subject, from, to, cc, displayFrom, displayTo, messageId)) {
                write(out, text);
            }
            out.writeInt(references.size());
            for (String reference : references) {
                write(out, reference);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return octets.toByteArray();
    }

    /** @throws IllegalArgumentException where these are no octets of {@link #toOctets} */
    static HeaderKeys ofOctets(byte[] octets) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets))) {
            Optional<InternalDate> sent =
                    in.readBoolean() ? Optional.of(new InternalDate(in.readLong(), in.readInt())) : Optional.empty();
            boolean reply = in.readBoolean();
            String subject = read(in);
            String from = read(in);
            String to = read(in);
            String cc = read(in);
            String displayFrom = read(in);
            String displayTo = read(in);
            String messageId = read(in);
            List<String> references = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                references.add(read(in));
            }
            return new HeaderKeys(sent, subject, reply, from, to, cc, displayFrom, displayTo, messageId, references);
        } catch (IOException e) {
            throw new IllegalArgumentException("no keys of a header", e);
        }
    }

    /** Two octets a character, for keys are no UTF-8: they may hold half a pair. */
    private static void write(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private static String read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available() / 2) {
            throw new EOFException();
        }
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(in.readChar());
        }
        return text.toString();
    }

    int weight() {
        int characters = subject.length() + from.length() + to.length() + cc.length() + messageId.length();
        characters += displayFrom.length() + displayTo.length();
        for (String reference : references) {
            characters += reference.length() + 48;
        }
        return 450 + characters;
    }
}
