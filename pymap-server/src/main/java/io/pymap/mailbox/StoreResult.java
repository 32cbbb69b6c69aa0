package io.pymap.mailbox;

import java.util.List;

/**
 * What became of a STORE.
 *
 * @param stored the messages as they now are, changed or not, in UID order
 * @param modified UIDs that were left alone because they had changed since (RFC 7162 3.1.3)
 */
public record StoreResult(List<Message> stored, List<Long> modified) {}
