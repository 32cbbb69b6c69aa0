package io.pymap.junit;

import io.pymap.profile.ServerProfile;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test once with each of several servers. In a class with {@link ImapServer}, whose profile is replaced and whose
 * other elements hold for all of them; its scope is that of the test.
 *
 * <pre>{@code
 * @EachProfile({ServerProfile.RFC3501_BARE, ServerProfile.GMAIL, ServerProfile.MICROSOFT_365})
 * void synchronizes(ServerProfile profile, ImapServerHandle imap) {
 *     ...
 * }
 * }</pre>
 *
 * <p>The test may ask for the {@link ServerProfile} as a parameter.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(ProfileMatrix.class)
public @interface EachProfile {

    /** Constants of {@link ServerProfile}, or paths of files that end in {@code .profile}. */
    String[] value() default {};

    /** Runs once more for each of these extensions, with a server that has no other: {@link ServerProfile#RFC3501_BARE}. */
    String[] onlyCapability() default {};
}
