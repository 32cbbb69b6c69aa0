package io.pymap.imap.extension.acl;

import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.mailbox.Acl.Mode;
import io.pymap.mailbox.Rights;

/** Rights as they travel: with {@code c} and {@code d}, which RFC 2086 had for several of today's. RFC 4314 2.1.1. */
final class RightsText {

    private static final String LETTERS = "lrswipkxtecda";

    private RightsText() {}

    /** A change of rights: the letters, and what a {@code +} or {@code -} ahead of them says. */
    record Given(Mode mode, Rights rights) {}

    static Given parse(ArgumentReader in) {
        ArgumentReader.Place start = in.place();
        String text = in.astring();
        Mode mode = text.startsWith("+") ? Mode.ADD : text.startsWith("-") ? Mode.REMOVE : Mode.REPLACE;
        String letters = mode == Mode.REPLACE ? text : text.substring(1);
        if (!letters.chars().allMatch(letter -> LETTERS.indexOf(letter) >= 0)) {
            in.backTo(start);
            throw in.expected("rights of " + LETTERS);
        }
        return new Given(mode, new Rights(letters.replace("c", "kx").replace("d", "et")));
    }

    /** RFC 4314 2.1.1: an old right is told where one of those is that it stood for. */
    static String of(Rights rights) {
        String letters = rights.letters();
        boolean administers = letters.endsWith("a");
        StringBuilder text = new StringBuilder(administers ? letters.substring(0, letters.length() - 1) : letters);
        if (rights.has(Rights.CREATE) || rights.has(Rights.DELETE_MAILBOX)) {
            text.append('c');
        }
        if (rights.has(Rights.EXPUNGE) || rights.has(Rights.DELETE_MESSAGES)) {
            text.append('d');
        }
        return administers ? text.append('a').toString() : text.toString();
    }
}
