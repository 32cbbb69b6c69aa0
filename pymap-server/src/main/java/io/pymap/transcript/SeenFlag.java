package io.pymap.transcript;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds commands that mark messages as read by reading them. RFC 9051 6.4.5. */
public final class SeenFlag {

    private static final Pattern SETS_SEEN =
            Pattern.compile("\\(?(?:.* )?(?:BODY\\[|BINARY\\[|RFC822(?:\\.TEXT)?(?:[ )]|$)).*");

    private SeenFlag() {}

    /**
     * Whether FETCH or UID FETCH does so, in a mailbox that may be changed.
     *
     * @param words as {@link Exchange#words}
     */
    public static boolean isSetBy(List<String> words) {
        return words.size() > 2
                && SETS_SEEN.matcher(words.get(2).toUpperCase(Locale.ROOT)).matches();
    }
}
