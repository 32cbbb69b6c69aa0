package io.pymap.imap.vocabulary;

import io.pymap.search.Criterion;

/**
 * A search as it was asked for.
 *
 * @param tag of the command
 * @param byUid whether results are UIDs
 * @param sorted whether results are in an order of their own, and not that of the mailbox
 */
public record SearchRun(String tag, boolean byUid, Criterion criterion, boolean sorted) {}
