package io.pymap.junit;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.Scope;
import io.pymap.profile.ServerProfile;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A server that an annotation declares.
 *
 * @param owner the test class that it is of: one around the test, or the test's own
 * @param annotation for comparison with others that mean the same server
 * @param field that the annotation stands on, if it does
 */
record Declared(Settings settings, Class<?> owner, ImapServer annotation, Optional<Field> field) {

    /** A seed for all servers. */
    private static final String VARIATION = "pymap.variation";

    Scope scope() {
        return annotation.scope();
    }

    /**
     * Those of a test class and of the classes around it; an inner one replaces an outer one of the same name.
     *
     * @param classes the outermost first
     */
    static Collection<Declared> of(Iterable<Class<?>> classes) {
        Map<String, Declared> byName = new LinkedHashMap<>();
        for (Class<?> type : classes) {
            on(type).forEach(declared -> byName.put(declared.settings.name(), declared));
        }
        if (byName.isEmpty()) {
            throw new ExtensionConfigurationException("ImapServerExtension was registered by @ExtendWith on "
                    + classes.iterator().next().getName() + "; write @ImapServer there instead");
        }
        return byName.values();
    }

    /** The names of those that {@link #of} tells. */
    static Set<String> names(Iterable<Class<?>> classes) {
        Set<String> names = new HashSet<>();
        for (Class<?> type : classes) {
            AnnotationSupport.findRepeatableAnnotations(type, ImapServer.class)
                    .forEach(annotation -> names.add(annotation.name()));
            AnnotationSupport.findAnnotatedFields(type, ImapServer.class).forEach(field -> names.add(name(field)));
        }
        return names;
    }

    private static ImapServer annotation(Field field) {
        return AnnotationSupport.findAnnotation(field, ImapServer.class).orElseThrow();
    }

    private static String name(Field field) {
        String chosen = annotation(field).name();
        return chosen.isEmpty() ? field.getName() : chosen;
    }

    private static List<Declared> on(Class<?> type) {
        rejectEqualNames(type);
        List<Declared> all = new ArrayList<>();
        for (ImapServer annotation : AnnotationSupport.findRepeatableAnnotations(type, ImapServer.class)) {
            all.add(new Declared(settings(annotation, annotation.name(), type), type, annotation, Optional.empty()));
        }
        for (Field field : AnnotationSupport.findAnnotatedFields(type, ImapServer.class)) {
            all.add(on(field, type));
        }
        return all;
    }

    private static void rejectEqualNames(Class<?> type) {
        Set<String> names = new HashSet<>();
        for (ImapServer own : type.getDeclaredAnnotationsByType(ImapServer.class)) {
            if (!names.add(own.name())) {
                throw new ExtensionConfigurationException(type.getName() + " has two @ImapServer with the name \""
                        + own.name() + "\"; give each its own, and ask for them with @On(\"...\")");
            }
        }
    }

    private static Declared on(Field field, Class<?> type) {
        ImapServer annotation = annotation(field);
        if (Modifier.isFinal(field.getModifiers())) {
            throw new ExtensionConfigurationException(
                    "@ImapServer on " + field + "; leave final out, as the field is set for each test");
        }
        if (Modifier.isStatic(field.getModifiers()) && annotation.scope() == Scope.TEST) {
            throw new ExtensionConfigurationException("@ImapServer on " + field
                    + ": each test has its own server. Make the field not static, or say scope = Scope.CLASS");
        }
        return new Declared(settings(annotation, name(field), field), type, annotation, Optional.of(field));
    }

    private static Settings settings(ImapServer annotation, String name, AnnotatedElement place) {
        ImapServerExtension.Builder builder = ImapServerExtension.builder()
                .name(name)
                .scope(annotation.scope())
                .mode(annotation.mode())
                .backend(annotation.backend())
                .mailOf(annotation.mailOf())
                .tls(annotation.tls())
                .strictness(annotation.strictness())
                .attachTranscript(annotation.attachTranscript());
        try {
            builder.profile(ServerProfile.of(annotation.profile()))
                    .quirks(annotation.quirks())
                    .withoutQuirks(annotation.withoutQuirks())
                    .with(annotation.with())
                    .without(annotation.without())
                    .hidden(annotation.hidden());
            long variation = Long.getLong(VARIATION, annotation.variation());
            if (variation != 0) {
                builder.variation(variation);
            }
            for (ImapUser user : annotation.users()) {
                builder.account(user.name(), user.password());
            }
            Arrays.stream(annotation.customizers())
                    .forEach(type -> ReflectionSupport.newInstance(type).customize(builder));
            Settings settings = builder.settings();
            settings.appliedTo(EmbeddedImapServer.builder()); // now, so that a wrong name is told with its place
            return settings;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            String where = place instanceof Class<?> type ? type.getName() : place.toString();
            throw new ExtensionConfigurationException("@ImapServer on " + where + ": " + e.getMessage(), e);
        }
    }
}
