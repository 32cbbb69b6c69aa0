package io.pymap.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A mailbox that exists when a test begins, and what is in it. On a class for all its tests and those of nested classes, on
 * a method for one test; both add up, the class first.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(Mailboxes.class)
public @interface Mailbox {

    /** The full name, with {@code /} between levels. */
    String value() default "INBOX";

    /** The server, by its {@linkplain ImapServer#name name}; the one without a name or the only one, if empty. */
    String on() default "";

    /** The account, by its login; the first one, if empty. */
    String user() default "";

    /** 1 to 4,294,967,295; 0 for any. */
    long uidValidity() default 0;

    /** The UID that the next message gets after these; 0 for the next one. */
    long uidNext() default 0;

    /** What it is for, such as {@code \\\\Archive} or {@code \\\\Drafts} (RFC 6154). */
    String[] specialUse() default {};

    /** Whether LSUB tells it (RFC 9051 6.3.7). */
    boolean subscribed() default false;

    Mail[] messages() default {};

    /** Messages from files on the class path, after {@link #messages}. */
    String[] eml() default {};

    /** Messages from mbox files on the class path (RFC 4155), after {@link #eml}. */
    String[] mbox() default {};

    /** Messages from Maildir directories on the class path, after {@link #mbox}. */
    String[] maildir() default {};

    /** So many messages that are made up, after all others: see {@link io.pymap.fixture.MessageSpec#generate}. */
    int generate() default 0;

    /** Other messages are made up with another number. */
    long seed() default 42;
}
