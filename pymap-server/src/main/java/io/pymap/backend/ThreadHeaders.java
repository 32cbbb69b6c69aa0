package io.pymap.backend;

import io.pymap.mailbox.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells the thread of a message: the ids of itself and its ancestors, and its subject without marks of a reply.
 *
 * @param messageIds of Message-ID, In-Reply-To and References, in this order; at most {@value #MAX_IDS}
 * @param baseSubject RFC 5256 2.1, in lower case, without decoding encoded words
 */
public record ThreadHeaders(List<String> messageIds, String baseSubject) {

    private static final int MAX_IDS = 200;

    // Only the beginning is read: enough for honest headers, cheap for the rest.
    private static final int MAX_HEADER_OCTETS = 64 * 1024;
    private static final int MAX_SUBJECT = 1000;

    private static final Pattern SPACES = Pattern.compile("\\s+");

    // RFC 5256 5: subj-refwd, subj-blob and subj-trailer.
    private static final Pattern REPLY = Pattern.compile("^(?:re|fwd?) ?(?:\\[[^\\[\\]]*\\] ?)?: ?");
    private static final Pattern BLOB = Pattern.compile("^\\[[^\\[\\]]*\\] ?");
    private static final Pattern FORWARD = Pattern.compile("^\\[fwd:(.*)\\]$");
    private static final Pattern TRAILER = Pattern.compile("(?: |\\(fwd\\))$");

    /** A key for each message id, made of that id and the base subject: messages that share one are of one thread. */
    public List<Sha256> keys() {
        return messageIds.stream().map(this::key).toList();
    }

    private Sha256 key(String messageId) {
        byte[] octets = (messageId + '\0' + baseSubject).getBytes(StandardCharsets.UTF_8);
        return Sha256.of(octets, 0, octets.length);
    }

    /** Never fails, whatever the octets. */
    public static ThreadHeaders scan(Content.InMemory message) {
        int length = Math.min(message.length(), MAX_HEADER_OCTETS);
        String text = new String(message.array(), message.offset(), length, StandardCharsets.ISO_8859_1);
        Fields fields = new Fields();
        StringBuilder field = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int newline = text.indexOf('\n', at);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(at, end > at && text.charAt(end - 1) == '\r' ? end - 1 : end);
            at = end + 1;
            if (line.isEmpty()) {
                break;
            }
            if (line.charAt(0) != ' ' && line.charAt(0) != '\t') {
                fields.add(field.toString());
                field.setLength(0);
            }
            field.append(line);
        }
        fields.add(field.toString());
        return fields.toThreadHeaders();
    }

    static String baseSubject(String subject) {
        String base = withSingleSpaces(subject).toLowerCase(Locale.ROOT);
        boolean bare = base.indexOf(':') < 0 && base.indexOf('[') < 0 && !base.endsWith("(fwd)");
        if (bare) { // most are: no need for the patterns
            return base;
        }
        String before;
        do {
            before = base;
            base = withoutAll(TRAILER, base);
            base = withoutPrefixes(base);
            Matcher forward = FORWARD.matcher(base);
            base = forward.matches() ? forward.group(1).strip() : base;
        } while (!base.equals(before));
        return base;
    }

    /** Runs of white space as one space, none at the ends. */
    private static String withSingleSpaces(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean pending = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                pending = !out.isEmpty();
            } else {
                if (pending) {
                    out.append(' ');
                    pending = false;
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String withoutPrefixes(String subject) {
        String base = subject;
        String before;
        do {
            before = base;
            base = REPLY.matcher(base).replaceFirst("");
            String bare =
                    FORWARD.matcher(base).matches() ? base : BLOB.matcher(base).replaceFirst("");
            base = bare.isEmpty() ? base : bare; // RFC 5256 2.1 (4): a blob that is all there is stays
        } while (!base.equals(before));
        return base;
    }

    private static String withoutAll(Pattern pattern, String text) {
        String base = text;
        String before;
        do {
            before = base;
            base = pattern.matcher(base).replaceFirst("");
        } while (!base.equals(before));
        return base;
    }

    /** The fields seen so far; of each name the first one counts. */
    private static final class Fields {
        private String messageId = "";
        private String inReplyTo = "";
        private String references = "";
        private String subject = "";

        void add(String field) {
            int colon = field.indexOf(':');
            if (colon < 0) {
                return;
            }
            String value = field.substring(colon + 1);
            switch (field.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
                case "message-id" -> messageId = messageId.isEmpty() ? value : messageId;
                case "in-reply-to" -> inReplyTo = inReplyTo.isEmpty() ? value : inReplyTo;
                case "references" -> references = references.isEmpty() ? value : references;
                case "subject" -> subject = subject.isEmpty() ? value : subject;
                default -> {}
            }
        }

        ThreadHeaders toThreadHeaders() {
            List<String> ids = new ArrayList<>();
            addIds(messageId, 1, ids);
            addIds(inReplyTo, MAX_IDS, ids);
            addIds(references, MAX_IDS, ids);
            String start = subject.length() > MAX_SUBJECT ? subject.substring(0, MAX_SUBJECT) : subject;
            return new ThreadHeaders(List.copyOf(ids), ThreadHeaders.baseSubject(start));
        }

        /** What stands between angle brackets, without white space. */
        private static void addIds(String value, int limit, List<String> ids) {
            int start = value.indexOf('<');
            while (start >= 0 && ids.size() < limit) {
                int end = value.indexOf('>', start + 1);
                int next = value.indexOf('<', start + 1);
                if (end < 0) {
                    return;
                }
                if (next < 0 || next > end) {
                    String id = withoutSpaces(value.substring(start + 1, end));
                    if (!id.isEmpty() && !ids.contains(id)) {
                        ids.add(id);
                    }
                }
                start = next;
            }
        }

        private static String withoutSpaces(String id) {
            boolean some = id.chars().anyMatch(Character::isWhitespace);
            return some ? SPACES.matcher(id).replaceAll("") : id;
        }
    }
}
