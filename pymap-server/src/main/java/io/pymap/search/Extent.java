package io.pymap.search;

/** How far the numbers of a mailbox go, as the session knows them. */
public record Extent(long messages, long lastUid) {}
