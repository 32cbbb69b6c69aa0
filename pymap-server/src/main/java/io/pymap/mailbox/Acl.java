package io.pymap.mailbox;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who may do what with a mailbox: rights by identifier, which is the name of a user or {@link #ANYONE}; one that begins
 * with {@code -} takes rights away. RFC 4314 2. Immutable.
 */
public record Acl(SortedMap<String, Rights> entries) {

    /** Stands for every user. */
    public static final String ANYONE = "anyone";

    /** Identifiers that one mailbox knows. */
    public static final int MAX_ENTRIES = 1_000;

    public Acl {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** What a new mailbox has: its owner may do everything, nobody else anything. */
    public static Acl ownedBy(String user) {
        return new Acl(new TreeMap<>(Map.of(user, Rights.ALL)));
    }

    /** How rights are given and taken. RFC 4314 3.1. */
    public enum Mode {
        REPLACE,
        ADD,
        REMOVE
    }

    /** What SETACL and DELETEACL do: whoever is left without rights is not in the list any more. */
    public record Change(String identifier, Mode mode, Rights rights) {}

    /** The rights of a user: what it has itself and as anyone, less what is taken away from either. */
    public Rights of(String user) {
        return rights(user).plus(rights(ANYONE)).minus(rights("-" + user)).minus(rights("-" + ANYONE));
    }

    private Rights rights(String identifier) {
        return entries.getOrDefault(identifier, Rights.NONE);
    }

    /** @throws MailboxException.OverLimit where there would be too many identifiers */
    public Acl with(Change change) {
        Rights before = rights(change.identifier());
        Rights after = switch (change.mode()) {
            case REPLACE -> change.rights();
            case ADD -> before.plus(change.rights());
            case REMOVE -> before.minus(change.rights());
        };
        TreeMap<String, Rights> changed = new TreeMap<>(entries);
        if (after.isEmpty()) {
            changed.remove(change.identifier());
        } else {
            changed.put(change.identifier(), after);
        }
        if (changed.size() > MAX_ENTRIES && changed.size() > entries.size()) {
            throw new MailboxException.OverLimit("A mailbox has at most " + MAX_ENTRIES + " identifiers in its list");
        }
        return new Acl(changed);
    }
}
