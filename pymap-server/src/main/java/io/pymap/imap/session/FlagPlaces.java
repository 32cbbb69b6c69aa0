package io.pymap.imap.session;

import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Message;
import io.pymap.search.Positions;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where in a view the messages with a flag are. A flag is looked for once, when it is asked for; what changes afterwards is
 * kept up, until messages move up behind an expunge.
 */
final class FlagPlaces implements Positions {

    private static final int MAX_FLAGS = 32;

    private final MailboxView view;
    private final Map<String, BitSet> places = new HashMap<>();

    FlagPlaces(MailboxView view) {
        this.view = view;
    }

    @Override
    public int size() {
        return view.size();
    }

    @Override
    public BitSet withFlag(String flag) {
        if (flag.equals(Flags.RECENT)) {
            return find(flag); // another session may have claimed what it was before
        }
        if (places.size() == MAX_FLAGS) {
            places.clear();
        }
        return places.computeIfAbsent(flag.toLowerCase(Locale.ROOT), this::find);
    }

    @Override
    public int firstFrom(long uid) {
        return view.insertionPoint(uid);
    }

    private BitSet find(String flag) {
        BitSet found = new BitSet(view.size());
        for (int index = 0; index < view.size(); index++) {
            if (has(view.message(index + 1), flag)) {
                found.set(index);
            }
        }
        return found;
    }

    private boolean has(Message message, String flag) {
        return flag.equals(Flags.RECENT)
                ? view.isRecent(message)
                : message.flags().contains(flag);
    }

    /** The message at that index is new, or has other flags now. */
    void changed(int index, Message message) {
        places.forEach((flag, set) -> set.set(index, message.flags().contains(flag)));
    }

    /** Messages are at other indexes now. */
    void moved() {
        places.clear();
    }
}
