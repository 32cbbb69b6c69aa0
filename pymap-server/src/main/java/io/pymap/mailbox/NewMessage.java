package io.pymap.mailbox;

/** A message to be appended. */
public record NewMessage(Content content, Flags flags, InternalDate internalDate) {}
