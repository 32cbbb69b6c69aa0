package io.pymap.mailbox.index;

import io.pymap.mailbox.Message;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has happened to a mailbox that is kept outside of this process.
 *
 * @param messages new or changed, each once and in its latest form
 * @param expunged the UIDs that are gone, by the mod-sequence at which they went
 * @param uidNext no lower one will be given; 1 where nothing is known
 * @param highestModSeq that of the last change, which may be of no message
 */
public record Settled(List<Message> messages, SortedMap<Long, Long> expunged, long uidNext, long highestModSeq) {

    public Settled {
        messages = List.copyOf(messages);
        expunged = Collections.unmodifiableSortedMap(new TreeMap<>(expunged));
    }
}
