/**
 * {@link io.pymap.junit.ImapServer @ImapServer}: a real IMAP server inside a JUnit test.
 *
 * <p>Servers live in JUnit's {@code Store}, each in the one of the context that it is to end with, so that nested and
 * parallel tests find their own. Runs with JUnit 5.14 and 6. Jakarta Mail is used where it is on the class path, by {@code JakartaMail} alone. May depend
 * on {@code io.pymap.fixture} and what lies below.
 */
@NullMarked
package io.pymap.junit;

import org.jspecify.annotations.NullMarked;
