package io.pymap.samples.spring;

import io.pymap.fixture.Scope;
import io.pymap.junit.ImapServerExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/**
 * For all tests of one application. The server stays where it is for the whole run, so Spring keeps the application; its
 * mail is as new before each test.
 */
@SpringJUnitConfig(MailApplication.class)
abstract class MailApplicationTest {

    @RegisterExtension
    static final ImapServerExtension IMAP =
            ImapServerExtension.builder().scope(Scope.RUN).build();

    @DynamicPropertySource
    static void imap(DynamicPropertyRegistry registry) {
        IMAP.endpoint().springProperties("app.imap").forEach(registry::add);
    }
}
