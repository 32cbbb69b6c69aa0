package io.pymap.testcontainers.junit;

import io.pymap.testcontainers.PymapContainer;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.testcontainers.lifecycle.TestDescription;

/**
 * Attaches transcript and log of each {@link PymapContainer} in a field of the test to the report of a test that fails, and prints the
 * end of them:
 *
 * <pre>{@code
 * @Testcontainers
 * @ExtendWith(PymapContainerExtension.class)
 * class InvoiceImportTest {
 *     @Container
 *     static final PymapContainer IMAP = new PymapContainer();
 * }
 * }</pre>
 *
 * <p>Testcontainers tells containers how a test has ended only where each test has its own. Found by JUnit itself where
 * {@code junit.jupiter.extensions.autodetection.enabled} is set.
 */
public final class PymapContainerExtension implements AfterEachCallback {

    /** For JUnit. */
    public PymapContainerExtension() {}

    @Override
    public void afterEach(ExtensionContext test) {
        test.getExecutionException()
                .ifPresent(failure -> test.getRequiredTestInstances()
                        .getAllInstances()
                        .forEach(instance -> report(test, instance, failure)));
    }

    private static void report(ExtensionContext test, Object instance, Throwable failure) {
        for (Field field : ReflectionSupport.findFields(
                instance.getClass(),
                field -> field.getType() == PymapContainer.class,
                HierarchyTraversalMode.TOP_DOWN)) {
            Optional.ofNullable(valueOf(field, instance))
                    .filter(PymapContainer::isRunning)
                    .ifPresent(container -> {
                        attach(
                                test,
                                field.getName() + "-transcript",
                                container.control().transcript().asText());
                        attach(test, field.getName() + "-log", container.getLogs());
                        if (ModifierSupport.isStatic(field)) { // else whoever made it for the test does
                            container.afterTest(new Description(test), Optional.of(failure));
                        }
                    });
        }
    }

    private static @Nullable PymapContainer valueOf(Field field, Object instance) {
        try {
            field.setAccessible(true);
            return (PymapContainer) field.get(instance);
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException(field + " cannot be read", e);
        }
    }

    private static void attach(ExtensionContext test, String name, String text) {
        test.publishFile(
                name + ".txt",
                MediaType.TEXT_PLAIN_UTF_8,
                file -> Files.writeString(file, text, StandardCharsets.UTF_8));
    }

    private record Description(ExtensionContext test) implements TestDescription {

        @Override
        public String getTestId() {
            return test.getRequiredTestClass().getSimpleName() + " > " + test.getDisplayName();
        }

        @Override
        public String getFilesystemFriendlyName() {
            return test.getRequiredTestClass().getName() + "-"
                    + test.getRequiredTestMethod().getName();
        }
    }
}
