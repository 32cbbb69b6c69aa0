package io.pymap.search;

import java.time.Instant;
import java.util.function.IntToLongFunction;
import java.util.function.LongPredicate;

/**
 * What a search begins with, as the session knows it.
 *
 * @param messages how many there are
 * @param uids the UID of the message with a number, from 1
 * @param isSaved whether the message of that UID is in the result that was saved last (RFC 5182)
 * @param now the time of the search
 */
public record Extent(long messages, long lastUid, IntToLongFunction uids, LongPredicate isSaved, Instant now) {}
