package io.pymap.mailbox;

/** A mailbox of somebody else that a user may know of. */
public record SharedMailbox(String owner, MailboxName name) {}
