package io.pymap.junit;

import io.pymap.fixture.Scope;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** That of an extension in a field: one runs for each test, class or run that uses the field. */
final class RegisteredServer extends Servers {

    private final Settings settings;

    RegisteredServer(Settings settings) {
        super(Namespace.create(ImapServerExtension.class, new Object())); // of this extension and no other
        this.settings = settings;
    }

    /** Called for static fields only. */
    @Override
    void startForClass(ExtensionContext context) {
        Scope scope = settings.scope().orElse(Scope.CLASS);
        if (scope == Scope.RUN) {
            prepare(context, ofRun(context, settings));
        } else if (scope == Scope.CLASS) {
            prepare(
                    context,
                    find(context, Scope.CLASS, settings.name()) // of a class around it
                            .orElseGet(() -> start(context, settings, Scope.CLASS)));
        }
    }

    private Optional<RunningServer> shared(ExtensionContext context) {
        return find(context, Scope.CLASS, settings.name()).or(() -> find(context, Scope.RUN, settings.name()));
    }

    private RunningServer ready(ExtensionContext context) {
        Optional<RunningServer> shared = shared(context);
        if (shared.isPresent()) {
            return begun(context, shared.get());
        }
        if (settings.scope().filter(scope -> scope != Scope.TEST).isPresent()) {
            throw new ExtensionConfigurationException("ImapServerExtension with scope "
                    + settings.scope().get() + " stands in a field that is not static; make it static");
        }
        return ofTest(context, settings);
    }

    @Override
    List<RunningServer> ofTest(ExtensionContext context) {
        RunningServer own = ready(context);
        if (haveOne(context.getRequiredTestClass())) {
            requireServer(context, List.of(own));
        }
        return List.of(own);
    }

    @Override
    Optional<RunningServer> ofField(ExtensionContext context, Field field) {
        return Optional.empty();
    }

    @Override
    List<RunningServer> running(ExtensionContext context) {
        return shared(context)
                .or(() -> find(context, Scope.TEST, settings.name()))
                .map(List::of)
                .orElse(List.of());
    }

    @Override
    boolean has(ExtensionContext context, Optional<String> name) {
        return name.map(settings.name()::equals)
                .orElseGet(() -> settings.name().isEmpty() || haveOne(context.getRequiredTestClass()));
    }

    @Override
    RunningServer named(ExtensionContext context, Optional<String> name) {
        return ready(context);
    }
}
