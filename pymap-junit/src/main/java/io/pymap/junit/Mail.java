package io.pymap.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A message, in {@link Mailbox#messages}: written by a few words, or from a file with {@link #eml}. */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Mail {

    /** An address such as {@code Ann <ann@example.org>}. */
    String from() default "";

    /** An address; several with commas between. */
    String to() default "";

    /** As {@link #to}. */
    String cc() default "";

    String subject() default "";

    /** The body as plain text. */
    String text() default "";

    /** The body as HTML; with {@link #text} the two are alternatives. */
    String html() default "";

    /** System flags such as {@code \\Seen} and keywords such as {@code $Important}. */
    String[] flags() default {};

    /** When it came in, such as {@code 2020-02-29T23:59:58+13:00}; now, if empty. */
    String internalDate() default "";

    /** The UID that it gets; 0 for the next one. Those left out stay unused. */
    long uid() default 0;

    /** A file on the class path that is the message, such as {@code /mail/invoice.eml}; none of the words then. */
    String eml() default "";
}
