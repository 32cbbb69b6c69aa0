package io.pymap.mailbox;

import java.util.List;

/** Pairs of UIDs, old and new at the same place in both lists, in ascending order of the old ones. RFC 4315 3. */
public record CopiedUids(List<Long> source, List<Long> destination) {}
