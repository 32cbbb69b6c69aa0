package io.pymap.differential;

import java.util.Locale;

/**
 * A command as text, with what the comparison wants to know of it.
 *
 * @param name the command's name in upper case; {@code UID FETCH} for those of two words
 * @param arguments what follows, as sent
 */
record Command(String name, String arguments) {

    static Command of(String text) {
        String[] words = text.split(" ", 3);
        String first = words[0].toUpperCase(Locale.ROOT);
        if (first.equals("UID") && words.length > 1) {
            return new Command("UID " + words[1].toUpperCase(Locale.ROOT), words.length > 2 ? words[2] : "");
        }
        return new Command(first, text.substring(words[0].length()).stripLeading());
    }

    /** The name without {@code UID}. */
    String verb() {
        return name.startsWith("UID ") ? name.substring(4) : name;
    }

    boolean isSelection() {
        return name.equals("SELECT") || name.equals("EXAMINE");
    }

    boolean isUid() {
        return name.startsWith("UID ");
    }

    String upperCase() {
        return arguments.toUpperCase(Locale.ROOT);
    }
}
