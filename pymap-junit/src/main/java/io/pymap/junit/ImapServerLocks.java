package io.pymap.junit;

import io.pymap.fixture.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Lets the tests that share a server run one after the other; all others run in parallel as they like. */
final class ImapServerLocks implements ResourceLocksProvider {

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        return AnnotationSupport.findRepeatableAnnotations(testClass, ImapServer.class).stream()
                .filter(server -> server.scope() != Scope.TEST)
                .map(server -> new Lock(
                        "io.pymap.junit.ImapServer "
                                + (server.scope() == Scope.RUN ? "of the run: " + server.name() : testClass.getName()),
                        ResourceAccessMode.READ_WRITE))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A nested class runs inside the lock of the class around it, unless it has a server of its own. */
    @Override
    public Set<Lock> provideForNestedClass(List<Class<?>> enclosingInstanceTypes, Class<?> testClass) {
        return provideForClass(testClass);
    }
}
