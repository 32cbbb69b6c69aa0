package io.pymap.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An account of a server, in {@link ImapServer#users}. */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ImapUser {

    /** The name to log in with. */
    String name();

    /** The password to log in with. */
    String password() default "secret";
}
