package io.pymap.auth;

import com.ongres.saslprep.SASLprep;
import java.util.Optional;

/** User names and passwords in the form in which they are compared. */
final class PreparedText {

    private PreparedText() {}

    /**
     * SASLprep of the text, or nothing where it refuses the text or leaves nothing of it (RFC 4616 2: an empty result
     * fails). Characters newer than Unicode 3.2 pass, in stored text as well: RFC 4013 2.5 would allow them in queries
     * only, but then a stored password with an emoji could never match.
     */
    static Optional<String> of(String text) {
        try {
            String prepared = isPrintableAscii(text) ? text : new SASLprep().prepareQuery(text);
            return Optional.of(prepared).filter(some -> !some.isEmpty());
        } catch (IllegalArgumentException | IndexOutOfBoundsException refused) {
            // The library looks at the first character of the result, also where nothing is left (U+00AD).
            return Optional.empty();
        }
    }

    /** SASLprep neither maps nor prohibits any of these: no need to load its tables for them. RFC 4013 2. */
    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
