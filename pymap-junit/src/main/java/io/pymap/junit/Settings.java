package io.pymap.junit;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.Scope;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What the servers of a test class are to be.
 *
 * @param scope none where it follows from the field that holds the extension
 */
record Settings(
        Optional<Scope> scope, Attach attachTranscript, List<Consumer<EmbeddedImapServer.Builder>> serverSettings) {

    EmbeddedImapServer.Builder server() {
        EmbeddedImapServer.Builder builder = EmbeddedImapServer.builder();
        serverSettings.forEach(setting -> setting.accept(builder));
        return builder;
    }

    /** Those of the annotation on the test class or, where it has none, on the nearest class around it. */
    static Settings annotated(ExtensionContext context) {
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            Optional<ImapServer> annotation = AnnotationSupport.findAnnotation(type, ImapServer.class);
            if (annotation.isPresent()) {
                return of(annotation.get(), type);
            }
        }
        throw new ExtensionConfigurationException("ImapServerExtension was registered by @ExtendWith on "
                + context.getRequiredTestClass().getName() + "; write @ImapServer there instead");
    }

    private static Settings of(ImapServer annotation, Class<?> place) {
        ImapServerExtension.Builder builder = ImapServerExtension.builder()
                .scope(annotation.scope())
                .tls(annotation.tls())
                .attachTranscript(annotation.attachTranscript());
        try {
            builder.with(annotation.with()).without(annotation.without()).hidden(annotation.hidden());
            for (ImapUser user : annotation.users()) {
                builder.account(user.name(), user.password());
            }
            for (Class<? extends ImapServerCustomizer> type : annotation.customizers()) {
                ReflectionSupport.newInstance(type).customize(builder);
            }
            Settings settings = builder.settings();
            settings.server(); // now, so that a wrong name is told with its place
            return settings;
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException("@ImapServer on " + place.getName() + ": " + e.getMessage(), e);
        }
    }

    /** A nested class uses the server that the class around it shares; an own one beside it would never be used. */
    static void rejectSecondServer(ExtensionContext context, boolean registered) {
        Class<?> type = context.getRequiredTestClass();
        if (!registered && type.getEnclosingClass() != null && AnnotationSupport.isAnnotated(type, ImapServer.class)) {
            throw new ExtensionConfigurationException("@ImapServer on the nested " + type.getName()
                    + ": the class around it shares its server with it by scope = CLASS. Leave one of the two out");
        }
    }
}
