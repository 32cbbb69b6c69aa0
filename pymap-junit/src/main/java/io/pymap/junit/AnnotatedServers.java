package io.pymap.junit;

import io.pymap.fixture.Scope;
import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Those of {@link ImapServer} annotations. */
final class AnnotatedServers extends Servers {

    /** In the store of the run: the annotation that the server of that name comes from. */
    private record OriginKey(String name) {}

    AnnotatedServers() {
        super(Namespace.create(ImapServerExtension.class));
    }

    /** What the test class declares; worked out once. */
    private List<Declared> declared(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        // By name: tests that wait for their turn on several servers do so in one order. Those that have the mail of
        // another come after it.
        return getOrCompute(
                store(context.getRoot()),
                testClass,
                () -> Declared.of(classesAround(testClass)).stream()
                        .sorted(Comparator.comparing((Declared declared) ->
                                        declared.settings().mailOf().isPresent())
                                .thenComparing(declared -> declared.settings().name()))
                        .toList());
    }

    @Override
    void startForClass(ExtensionContext context) {
        for (Declared declared : declared(context)) {
            if (declared.scope() != Scope.TEST) {
                prepare(context, shared(context, declared));
            }
        }
    }

    private RunningServer shared(ExtensionContext context, Declared declared) {
        if (declared.scope() == Scope.RUN) {
            return sharedByRun(context, declared);
        }
        return declared.owner() == context.getRequiredTestClass()
                ? start(context, declared.settings(), Scope.CLASS)
                : running(context, declared).orElseThrow(); // of a class around it
    }

    private RunningServer sharedByRun(ExtensionContext context, Declared declared) {
        Settings settings = declared.settings();
        ImapServer first = getOrCompute(store(context.getRoot()), new OriginKey(settings.name()), declared::annotation);
        if (!declared.annotation().equals(first)) {
            throw new ExtensionConfigurationException(
                    "@ImapServer(scope = Scope.RUN) on " + declared.owner().getName()
                            + " says something else than on another class, with which it shares the server"
                            + settings.namePart()
                            + ". Put one annotation of your own on both, or give one of them another name");
        }
        return ofRun(context, settings);
    }

    private Optional<RunningServer> running(ExtensionContext context, Declared declared) {
        return find(context, declared.scope(), declared.settings().name());
    }

    private RunningServer ready(ExtensionContext context, Declared declared) {
        declared.settings()
                .mailOf()
                .flatMap(other -> declared(context, other))
                .filter(other -> other.settings().mailOf().isEmpty())
                .ifPresent(other -> ready(context, other));
        return declared.scope() == Scope.TEST
                ? ofTest(context, declared.settings())
                : begun(context, running(context, declared).orElseThrow());
    }

    @Override
    List<RunningServer> ofTest(ExtensionContext context) {
        List<RunningServer> all = declared(context).stream()
                .map(declared -> ready(context, declared))
                .toList();
        if (extensions(context.getRequiredTestClass()) == 0) {
            requireServer(context, all);
        }
        return all;
    }

    @Override
    Optional<RunningServer> ofField(ExtensionContext context, Field field) {
        return declared(context).stream()
                .filter(declared -> declared.field().filter(field::equals).isPresent())
                .findFirst()
                .map(declared -> ready(context, declared));
    }

    @Override
    List<RunningServer> running(ExtensionContext context) {
        return declared(context).stream()
                .flatMap(declared -> running(context, declared).stream())
                .toList();
    }

    /** A name that nobody knows is told here, where no extension in a field may know it. */
    @Override
    boolean has(ExtensionContext context, Optional<String> name) {
        return name.isEmpty()
                || declared(context, name.get()).isPresent()
                || extensions(context.getRequiredTestClass()) == 0;
    }

    @Override
    RunningServer named(ExtensionContext context, Optional<String> name) {
        if (name.isEmpty() && haveOne(context.getRequiredTestClass())) {
            return ready(context, declared(context).get(0));
        }
        Declared chosen = declared(context, name.orElse(""))
                .orElseThrow(() -> new ParameterResolutionException(
                        name.map(unknown -> "There is no IMAP server \"" + unknown + "\"")
                                        .orElse("There is more than one IMAP server")
                                + "; say which with " + choices(context)));
        return ready(context, chosen);
    }

    private Optional<Declared> declared(ExtensionContext context, String name) {
        return declared(context).stream()
                .filter(declared -> declared.settings().name().equals(name))
                .findFirst();
    }

    private String choices(ExtensionContext context) {
        return declared(context).stream()
                .map(declared -> "@On(\"" + declared.settings().name() + "\")")
                .collect(Collectors.joining(" or "));
    }
}
