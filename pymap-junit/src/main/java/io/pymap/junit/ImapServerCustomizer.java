package io.pymap.junit;

/** Sets what an annotation cannot say, such as mail that is made in a loop. See {@link ImapServer#customizers}. */
@FunctionalInterface
public interface ImapServerCustomizer {

    void customize(ImapServerExtension.Builder server);
}
