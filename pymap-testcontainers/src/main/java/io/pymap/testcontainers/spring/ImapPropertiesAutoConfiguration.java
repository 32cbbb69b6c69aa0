package io.pymap.testcontainers.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * Tells an application where the server of {@link ImapConnectionDetails} is, by properties of its own names: with
 * {@code pymap.service-connection.prefix=app.imap} they are {@code app.imap.host}, {@code .port}, {@code .protocol},
 * {@code .username}, {@code .password} and {@code .uri}.
 */
@AutoConfiguration(after = ServiceConnectionAutoConfiguration.class)
@ConditionalOnClass({ServiceConnectionAutoConfiguration.class, DynamicPropertyRegistrar.class})
@ConditionalOnProperty(ImapPropertiesAutoConfiguration.PREFIX)
@ConditionalOnBean(ImapConnectionDetails.class)
public final class ImapPropertiesAutoConfiguration {

    /** What the properties' names begin with; unless it is set, there are none. */
    public static final String PREFIX = "pymap.service-connection.prefix";

    /** For Spring. */
    public ImapPropertiesAutoConfiguration() {}

    @Bean
    static DynamicPropertyRegistrar pymapImapProperties(ImapConnectionDetails imap, Environment settings) {
        String prefix = settings.getRequiredProperty(PREFIX);
        return registry -> imap.endpoint().springProperties(prefix).forEach(registry::add);
    }
}
