package io.pymap.imap.command;

import io.pymap.imap.syntax.SyntaxException;
import io.pymap.mailbox.MailboxName;
import java.util.Locale;

/**
 * A mailbox name with wildcards: {@code *} for anything, {@code %} for anything but the delimiter. RFC 3501 6.3.8.
 *
 * <p>Matching takes time proportional to the length of name times pattern, whatever they are.
 */
final class ListPattern {

    private static final int MAX_WILDCARDS = 100;

    private final String pattern;

    ListPattern(String pattern) {
        StringBuilder collapsed = new StringBuilder(pattern.length());
        int wildcards = 0;
        for (char c : pattern.toCharArray()) {
            boolean wildcard = c == '*' || c == '%';
            int last = collapsed.length() - 1;
            boolean follows = wildcard && last >= 0 && (collapsed.charAt(last) == '*' || collapsed.charAt(last) == c);
            if (follows) {
                continue; // ** and *% are *, %% is %
            }
            collapsed.append(c);
            if (wildcard && ++wildcards > MAX_WILDCARDS) {
                throw new SyntaxException("Expected at most " + MAX_WILDCARDS + " wildcards");
            }
        }
        this.pattern = withCanonicalInbox(collapsed.toString());
    }

    /** INBOX is the one name that is compared without regard to case. RFC 3501 5.1. */
    private static String withCanonicalInbox(String pattern) {
        int end = pattern.indexOf(MailboxName.DELIMITER);
        String first = end < 0 ? pattern : pattern.substring(0, end);
        return first.toUpperCase(Locale.ROOT).equals("INBOX") ? "INBOX" + pattern.substring(first.length()) : pattern;
    }

    boolean matches(MailboxName name) {
        if (matches(name.value())) {
            return true;
        }
        return name.isInbox() && new ListPattern(pattern.toUpperCase(Locale.ROOT)).matches(name.value());
    }

    /** Runs over the name and keeps the set of places in the pattern where the match may stand. */
    private boolean matches(String name) {
        int length = pattern.length();
        boolean[] at = new boolean[length + 1];
        at[0] = true;
        skipWildcards(at);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean[] next = new boolean[length + 1];
            boolean any = false;
            for (int p = 0; p < length; p++) {
                if (!at[p]) {
                    continue;
                }
                char wanted = pattern.charAt(p);
                if (wanted == '*' || (wanted == '%' && c != MailboxName.DELIMITER)) {
                    next[p] = true;
                    any = true;
                } else if (wanted == c && wanted != '%') {
                    next[p + 1] = true;
                    any = true;
                }
            }
            if (!any) {
                return false;
            }
            skipWildcards(next);
            at = next;
        }
        return at[length];
    }

    /** A wildcard may stand for nothing. */
    private void skipWildcards(boolean[] at) {
        for (int p = 0; p < pattern.length(); p++) {
            if (at[p] && (pattern.charAt(p) == '*' || pattern.charAt(p) == '%')) {
                at[p + 1] = true;
            }
        }
    }
}
