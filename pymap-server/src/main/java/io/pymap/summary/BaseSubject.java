package io.pymap.summary;

/**
 * A subject without the marks of replies, forwards and mailing lists. RFC 5256 2.1.
 *
 * @param reply whether a mark of a reply or forward was taken off (RFC 5256 3, REFERENCES)
 */
public record BaseSubject(String text, boolean reply) {

    private static final String FORWARD = "[fwd:";
    private static final String TRAILER = "(fwd)";

    /** @param subject decoded; folded or not */
    public static BaseSubject of(String subject) {
        return new Scan(collapsed(subject)).run();
    }

    /** RFC 5256 2.1 (1): tabs and continuations are spaces, and of several only one counts. */
    private static String collapsed(String subject) {
        StringBuilder out = new StringBuilder(subject.length());
        boolean space = false;
        for (int i = 0; i < subject.length(); i++) {
            char c = subject.charAt(i);
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                space = true;
            } else {
                if (space) {
                    out.append(' ');
                    space = false;
                }
                out.append(c);
            }
        }
        return (space ? out.append(' ') : out).toString();
    }

    /** What is left of the subject lies between two marks that move towards each other. */
    private static final class Scan {
        private final String text;
        private int start;
        private int end;
        private boolean reply;

        Scan(String text) {
            this.text = text;
            this.end = text.length();
        }

        BaseSubject run() {
            do {
                dropTrailers();
                dropLeaders();
            } while (unwrapForward());
            return new BaseSubject(text.substring(start, end), reply);
        }

        /** Step (2). */
        private void dropTrailers() {
            while (end > start) {
                if (text.charAt(end - 1) == ' ') {
                    end--;
                } else if (end - TRAILER.length() >= start && isAt(end - TRAILER.length(), TRAILER)) {
                    end -= TRAILER.length();
                    reply = true;
                } else {
                    return;
                }
            }
        }

        /** Steps (3) to (5). */
        private void dropLeaders() {
            while (start < end) {
                if (text.charAt(start) == ' ') {
                    start++;
                    continue;
                }
                int lastBlob = start;
                int behind = start;
                for (int next = blobEnd(start); next > behind; next = blobEnd(next)) {
                    lastBlob = behind;
                    behind = next;
                }
                int replyEnd = replyEnd(behind);
                if (replyEnd > behind) {
                    start = replyEnd;
                    reply = true;
                    continue;
                }
                // Step (4): blobs go as well, but the last one stays where nothing else would.
                start = behind < end ? behind : lastBlob;
                return;
            }
        }

        /** Behind a subj-blob and its white space, or where it would begin if there is none. */
        private int blobEnd(int at) {
            if (at >= end || text.charAt(at) != '[') {
                return at;
            }
            int i = at + 1;
            while (i < end && text.charAt(i) != '[' && text.charAt(i) != ']') {
                i++;
            }
            return i < end && text.charAt(i) == ']' ? skipSpace(i + 1) : at;
        }

        /** Behind a subj-refwd, or where it would begin if there is none. */
        private int replyEnd(int at) {
            int i;
            if (isAt(at, "re")) {
                i = at + 2;
            } else if (isAt(at, "fwd")) {
                i = at + 3;
            } else if (isAt(at, "fw")) {
                i = at + 2;
            } else {
                return at;
            }
            i = blobEnd(skipSpace(i));
            return i < end && text.charAt(i) == ':' ? i + 1 : at;
        }

        /** Step (6). */
        private boolean unwrapForward() {
            if (!isAt(start, FORWARD) || text.charAt(end - 1) != ']') {
                return false;
            }
            start += FORWARD.length();
            end--;
            reply = true;
            return true;
        }

        private int skipSpace(int at) {
            int i = at;
            while (i < end && text.charAt(i) == ' ') {
                i++;
            }
            return i;
        }

        private boolean isAt(int at, String word) {
            return at + word.length() <= end && text.regionMatches(true, at, word, 0, word.length());
        }
    }
}
