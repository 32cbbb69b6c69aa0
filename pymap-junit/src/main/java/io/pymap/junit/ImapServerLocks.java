package io.pymap.junit;

import io.pymap.fixture.Scope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Lets the tests of a class that share a server run one after the other; all others run in parallel as they like. */
final class ImapServerLocks implements ResourceLocksProvider {

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        boolean shared = AnnotationSupport.findAnnotation(testClass, ImapServer.class)
                .filter(server -> server.scope() == Scope.CLASS)
                .isPresent();
        return shared
                ? Set.of(new Lock("io.pymap.junit.ImapServer " + testClass.getName(), ResourceAccessMode.READ_WRITE))
                : Set.of();
    }

    /** A nested class runs inside the lock of the class around it, unless it has a server of its own. */
    @Override
    public Set<Lock> provideForNestedClass(List<Class<?>> enclosingInstanceTypes, Class<?> testClass) {
        return provideForClass(testClass);
    }
}
