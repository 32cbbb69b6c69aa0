package io.pymap.junit;

import io.pymap.profile.ServerProfile;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes one test of each profile that {@link EachProfile} names. */
final class ProfileMatrix implements TestTemplateInvocationContextProvider {

    private static final Namespace NAMESPACE = Namespace.create(ProfileMatrix.class);

    /** The one with which this test runs, where it runs once with each of several. */
    static Optional<ServerProfile> of(ExtensionContext test) {
        return Optional.ofNullable(test.getStore(NAMESPACE).get(ServerProfile.class, ServerProfile.class));
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), EachProfile.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        EachProfile asked = AnnotationSupport.findAnnotation(context.getTestMethod(), EachProfile.class)
                .orElseThrow();
        try {
            List<TestTemplateInvocationContext> tests = Stream.concat(
                            Arrays.stream(asked.value()).map(ServerProfile::of),
                            Arrays.stream(asked.onlyCapability())
                                    .map(ServerProfile.named(ServerProfile.RFC3501_BARE)::with))
                    .<TestTemplateInvocationContext>map(Invocation::new)
                    .toList();
            if (tests.isEmpty()) {
                throw new ExtensionConfigurationException("@EachProfile on "
                        + context.getRequiredTestMethod() + " names no profile; there are "
                        + String.join(", ", ServerProfile.names()));
            }
            return tests.stream();
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new ExtensionConfigurationException(
                    "@EachProfile on " + context.getRequiredTestMethod() + ": " + e.getMessage(), e);
        }
    }

    private record Invocation(ServerProfile profile) implements TestTemplateInvocationContext, ParameterResolver {

        @Override
        public String getDisplayName(int number) {
            return "[" + number + "] " + profile;
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {
            context.getStore(NAMESPACE).put(ServerProfile.class, profile);
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ServerProfile.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return profile;
        }
    }
}
