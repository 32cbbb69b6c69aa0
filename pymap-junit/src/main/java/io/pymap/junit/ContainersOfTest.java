package io.pymap.junit;

import com.redis.testcontainers.RedisContainer;
import java.lang.reflect.Field;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Containers that a test class has in its fields. Uses what is provided only: see {@link #areKnown}. */
final class ContainersOfTest {

    private ContainersOfTest() {}

    /** Whether the libraries are on the class path, without which this class cannot be used further. */
    static boolean areKnown() {
        try {
            Class.forName("com.redis.testcontainers.RedisContainer");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** The address of the first Redis in a field of the test class, or of one around it; started if it is not yet. */
    static Optional<String> redis(ExtensionContext context) {
        for (Class<?> type = context.getTestClass().orElse(null); type != null; type = type.getEnclosingClass()) {
            for (Field field : ReflectionSupport.findFields(
                    type,
                    field -> RedisContainer.class.isAssignableFrom(field.getType()),
                    HierarchyTraversalMode.TOP_DOWN)) {
                Optional<RedisContainer> container = valueOf(field, type, context);
                if (container.isPresent()) {
                    container.get().start(); // does nothing where that has been done
                    return Optional.of(container.get().getRedisURI());
                }
            }
        }
        return Optional.empty();
    }

    /** Empty where the field is of an instance, and there is none yet. */
    private static Optional<RedisContainer> valueOf(Field field, Class<?> type, ExtensionContext context) {
        Optional<Object> instance = ModifierSupport.isStatic(field)
                ? Optional.empty()
                : context.getTestInstances()
                        .flatMap(all -> all.findInstance(type).map(Object.class::cast));
        if (instance.isEmpty() && ModifierSupport.isNotStatic(field)) {
            return Optional.empty();
        }
        try {
            field.setAccessible(true);
            return Optional.ofNullable((RedisContainer) field.get(instance.orElse(null)));
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException(field + " cannot be read", e);
        }
    }
}
