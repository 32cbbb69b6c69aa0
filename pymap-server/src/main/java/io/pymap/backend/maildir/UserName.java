package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.mailbox.MailboxException;

/** What a user may be called: a name that can be one level of a path and one field of a line. */
final class UserName {

    private static final int MAX_OCTETS = 250;

    private UserName() {}

    static boolean isOne(String name) {
        return !name.isBlank()
                && name.equals(name.strip())
                && ".~#-".indexOf(name.charAt(0)) < 0
                && name.codePoints().noneMatch(UserName::isExcluded)
                && !FolderName.isOfAProgram(name)
                && name.getBytes(UTF_8).length <= MAX_OCTETS;
    }

    private static boolean isExcluded(int c) {
        return "/\\:\uFFFD".indexOf(c) >= 0
                || Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || Character.getType(c) == Character.FORMAT;
    }

    static String require(String name) {
        if (!isOne(name)) {
            throw new MailboxException.NotAllowed(
                    "The name of a user has at most 250 octets, begins with none of . ~ # -"
                            + " and has no / \\ : or control character");
        }
        return name;
    }
}
