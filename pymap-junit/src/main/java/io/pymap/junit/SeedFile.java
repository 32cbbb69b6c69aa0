package io.pymap.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Mail from files, ahead of that of {@link Mailbox} in the same place. See {@link io.pymap.fixture.Seed}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface SeedFile {

    /**
     * On the class path: a JSON file, such as {@code /mail/seed.json}, or a directory as GreenMail preloads it, such as
     * {@code /preload} with {@code bob@localhost/INBOX/1.eml} in it.
     */
    String value();

    /** The server, by its {@linkplain ImapServer#name name}; the one without a name or the only one, if empty. */
    String on() default "";
}
