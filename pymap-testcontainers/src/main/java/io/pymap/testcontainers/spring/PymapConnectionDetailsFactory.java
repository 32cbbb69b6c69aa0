package io.pymap.testcontainers.spring;

import io.pymap.fixture.ImapEndpoint;
import io.pymap.testcontainers.PymapContainer;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/** Found by Spring Boot in {@code META-INF/spring.factories}. */
final class PymapConnectionDetailsFactory
        extends ContainerConnectionDetailsFactory<PymapContainer, ImapConnectionDetails> {

    PymapConnectionDetailsFactory() {}

    @Override
    protected ImapConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<PymapContainer> source) {
        return new Details(source);
    }

    private static final class Details extends ContainerConnectionDetails<PymapContainer>
            implements ImapConnectionDetails {

        Details(ContainerConnectionSource<PymapContainer> source) {
            super(source);
        }

        @Override
        public ImapEndpoint endpoint() {
            return getContainer().endpoint();
        }
    }
}
