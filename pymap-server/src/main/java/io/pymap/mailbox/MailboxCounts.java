package io.pymap.mailbox;

/**
 * What STATUS tells of a mailbox, all taken at one moment. RFC 9051 6.3.11.
 *
 * @param recent messages that no session has claimed yet
 * @param unseen messages without {@code \Seen}
 * @param deleted messages with {@code \Deleted}
 * @param deletedSize of those messages together, in octets
 * @param size of all messages together, in octets
 */
public record MailboxCounts(
        long messages,
        long recent,
        long unseen,
        long deleted,
        long deletedSize,
        long size,
        long uidNext,
        long highestModSeq) {}
