package io.pymap.mailbox;

import java.util.List;

/**
 * What happened to a mailbox after some mod-sequence.
 *
 * @param upTo the mod-sequence up to which this tells
 * @param updated each message that is new or changed, once, in its latest form and in UID order
 * @param expunged the UIDs that are gone
 * @param complete whether {@code updated} lists every message that exists, so that any other is gone as well. So answers
 *     a backend that has forgotten expunges since then.
 */
public record Changes(long upTo, List<Message> updated, List<Long> expunged, boolean complete) {}
