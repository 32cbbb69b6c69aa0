package io.pymap.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Header text as people read it: encoded words decoded (RFC 2047). For search; envelopes stay as written. */
public final class EncodedWords {

    private EncodedWords() {}

    /**
     * Decodes unfolded header text. White space between two encoded words goes (RFC 2047 6.2), and their octets are
     * decoded together where the charset is the same, so a character may be split between them. A word of an unknown
     * charset or encoding stays as written. Other octets above 127 are UTF-8 if they can be, otherwise ISO-8859-1.
     *
     * @param octets one char for each octet, as {@link Field#text} gives it
     */
    public static String decode(String octets) {
        StringBuilder decoded = new StringBuilder(octets.length());
        Run run = new Run(StandardCharsets.US_ASCII);
        int done = 0;
        int start = octets.indexOf("=?");
        while (start >= 0) {
            Optional<Word> found = Word.at(octets, start);
            if (found.isPresent()) {
                Word word = found.get();
                boolean joins = done > 0 && isSpace(octets, done, start);
                if (!joins || !run.charset.equals(word.charset)) {
                    run.appendTo(decoded);
                    run = new Run(word.charset);
                }
                if (!joins) {
                    decoded.append(undeclared(octets.substring(done, start)));
                }
                run.octets.writeBytes(word.octets);
                done = word.end;
            }
            start = octets.indexOf("=?", found.isPresent() ? done : start + 2);
        }
        run.appendTo(decoded);
        return decoded.append(undeclared(octets.substring(done))).toString();
    }

    private static boolean isSpace(String octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Ascii.isSpace(octets.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String undeclared(String octets) {
        return Charsets.undeclared(Octets.of(octets.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Octets of words that follow each other in one charset. */
    private static final class Run {
        final Charset charset;
        final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        Run(Charset charset) {
            this.charset = charset;
        }

        void appendTo(StringBuilder decoded) {
            decoded.append(octets.toString(charset));
        }
    }

    /** One encoded word with its octets decoded, and the index after it. */
    private static final class Word {
        final Charset charset;
        final byte[] octets;
        final int end;

        private Word(Charset charset, byte[] octets, int end) {
            this.charset = charset;
            this.octets = octets;
            this.end = end;
        }

        /** {@code =?charset[*language]?encoding?text?=}; spaces in the text are tolerated, question marks are not. */
        static Optional<Word> at(String source, int start) {
            int encoding = source.indexOf('?', start + 2) + 1;
            if (encoding == 0 || encoding + 1 >= source.length() || source.charAt(encoding + 1) != '?') {
                return Optional.empty();
            }
            int text = encoding + 2;
            int textEnd = source.indexOf('?', text);
            if (textEnd < 0 || textEnd + 1 >= source.length() || source.charAt(textEnd + 1) != '=') {
                return Optional.empty();
            }
            String name = source.substring(start + 2, encoding - 1);
            int language = name.indexOf('*'); // RFC 2231 5
            Optional<Charset> charset = Charsets.find(language < 0 ? name : name.substring(0, language));
            byte[] raw = source.substring(text, textEnd).getBytes(StandardCharsets.ISO_8859_1);
            return charset.flatMap(
                    known -> decoded(source.charAt(encoding), raw).map(octets -> new Word(known, octets, textEnd + 2)));
        }

        private static Optional<byte[]> decoded(char encoding, byte[] raw) {
            return switch (encoding) {
                case 'B', 'b' ->
                    Optional.of(TransferDecoder.base64(Octets.of(raw)).toByteArray());
                case 'Q', 'q' -> Optional.of(q(raw));
                default -> Optional.empty();
            };
        }

        /** RFC 2047 4.2: an underscore is a space; otherwise as quoted-printable, without line ends. */
        private static byte[] q(byte[] raw) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream(raw.length);
            for (int i = 0; i < raw.length; i++) {
                int high = i + 2 < raw.length ? Ascii.hex(raw[i + 1]) : -1;
                int low = i + 2 < raw.length ? Ascii.hex(raw[i + 2]) : -1;
                if (raw[i] == '=' && high >= 0 && low >= 0) {
                    octets.write(high << 4 | low);
                    i += 2;
                } else {
                    octets.write(raw[i] == '_' ? ' ' : raw[i]);
                }
            }
            return octets.toByteArray();
        }
    }
}
