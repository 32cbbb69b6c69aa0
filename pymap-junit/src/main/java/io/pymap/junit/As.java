package io.pymap.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which mailbox of the first account a {@link io.pymap.fixture.MailboxFixture} parameter is. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface As {

    /** The full name, such as {@code Archive/2026}. */
    String value();
}
