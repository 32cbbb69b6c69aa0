package io.pymap.admin;

import java.util.List;

/** The version of pymap-admin whose calls these are. */
public final class AdminVersion {

    /** What clients are told, and what ours tells servers. */
    public static final String NUMBER = "0.12.1";

    private AdminVersion() {}

    /** Whether a client of that version understands us: the first number that is not 0 must be the same. */
    static boolean isCompatible(String version) {
        List<String> ours = List.of(NUMBER.split("\\."));
        List<String> theirs = List.of(version.split("[.+-]"));
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            if (!ours.get(i).equals(theirs.get(i))) {
                return false;
            }
            if (!ours.get(i).equals("0")) {
                return true;
            }
        }
        return true;
    }
}
