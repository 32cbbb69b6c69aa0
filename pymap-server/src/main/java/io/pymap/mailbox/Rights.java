package io.pymap.mailbox;

/** What somebody may do with a mailbox: letters of RFC 4314 2.1, in its order. Immutable. */
public record Rights(String letters) {

    public static final char LOOKUP = 'l';
    public static final char READ = 'r';
    public static final char KEEP_SEEN = 's';
    public static final char WRITE_FLAGS = 'w';
    public static final char INSERT = 'i';
    public static final char POST = 'p';
    public static final char CREATE = 'k';
    public static final char DELETE_MAILBOX = 'x';
    public static final char DELETE_MESSAGES = 't';
    public static final char EXPUNGE = 'e';
    public static final char ADMINISTER = 'a';

    private static final String ORDER = "lrswipkxtea";

    public static final Rights NONE = new Rights("");
    public static final Rights ALL = new Rights(ORDER);

    /** @throws IllegalArgumentException where a letter is none of the above */
    public Rights {
        if (!without(letters, ORDER).isEmpty()) {
            throw new IllegalArgumentException("Rights are letters of " + ORDER + ", not " + letters);
        }
        letters = without(ORDER, without(ORDER, letters));
    }

    private static String without(String letters, String unwanted) {
        StringBuilder left = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            if (unwanted.indexOf(letters.charAt(i)) < 0) {
                left.append(letters.charAt(i));
            }
        }
        return left.toString();
    }

    public boolean has(char right) {
        return letters.indexOf(right) >= 0;
    }

    public boolean hasAny(Rights others) {
        return without(letters, others.letters).length() < letters.length();
    }

    public boolean isEmpty() {
        return letters.isEmpty();
    }

    public Rights plus(Rights others) {
        return new Rights(letters + others.letters);
    }

    public Rights minus(Rights others) {
        return new Rights(without(letters, others.letters));
    }
}
