package io.pymap.testcontainers.spring;

import io.pymap.fixture.ImapEndpoint;
import io.pymap.testcontainers.PymapContainer;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the IMAP server of a test is: what {@code @ServiceConnection} makes of a {@link PymapContainer}, as a bean.
 *
 * <p>Spring Boot has no such details for IMAP of its own, so no part of it asks for them. Applications read properties, which
 * {@value ImapPropertiesAutoConfiguration#PREFIX} gives them.
 */
public interface ImapConnectionDetails extends ConnectionDetails {

    /** What the application needs to log in to the first account. */
    ImapEndpoint endpoint();
}
