package io.pymap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What users see of a module: what {@code public-api.txt} says. A change of it is a change of that file, which a reviewer sees.
 * {@code mvn -pl pymap-junit,pymap-testcontainers -am -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dpymap.api.update=true test} writes it.
 */
public final class PublicApi {

    private static final Path FILE = Path.of("public-api.txt");

    private final TreeMap<String, Class<?>> types = new TreeMap<>();

    /** Those types of the directory or jar of that class whose names fit. */
    public PublicApi with(Class<?> place, Predicate<String> names) throws Exception {
        for (String name : classNames(place)) {
            if (names.test(name)) {
                Class<?> type = Class.forName(name, false, place.getClassLoader());
                if (isVisible(type)) {
                    types.put(name, type);
                }
            }
        }
        return this;
    }

    public void isWhatTheFileSays() throws IOException {
        StringBuilder found = new StringBuilder();
        types.values().forEach(type -> describe(found, type));

        if (Boolean.getBoolean("pymap.api.update")) {
            Files.writeString(FILE, found);
        }
        assertThat(Files.readString(FILE))
                .as("the public API; -Dpymap.api.update=true writes the file, see PublicApi")
                .isEqualTo(found.toString());
    }

    /** Of all classes in the directory or jar that this one is in. */
    private static List<String> classNames(Class<?> one) throws IOException, URISyntaxException {
        Path source =
                Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(source)) {
            return classNames(source);
        }
        try (FileSystem jar = FileSystems.newFileSystem(source)) {
            return classNames(jar.getPath("/"));
        }
    }

    private static List<String> classNames(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name ->
                            name.endsWith(".class") && !name.endsWith("-info.class") && !name.startsWith("META-INF"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        return !type.isSynthetic()
                && isVisible(type.getModifiers())
                && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static void describe(StringBuilder out, Class<?> type) {
        out.append(type.toGenericString());
        if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
            out.append(" extends ").append(type.getGenericSuperclass().getTypeName());
        }
        Arrays.stream(type.getGenericInterfaces())
                .map(java.lang.reflect.Type::getTypeName)
                .sorted()
                .forEach(name -> out.append(" implements ").append(name));
        out.append('\n');
        List<String> members = new ArrayList<>();
        Stream.of(type.getDeclaredFields())
                .filter(PublicApi::isShown)
                .map(Field::toGenericString)
                .forEach(members::add);
        Stream.of(type.getDeclaredConstructors())
                .filter(PublicApi::isShown)
                .map(Constructor::toGenericString)
                .forEach(members::add);
        Stream.of(type.getDeclaredMethods())
                .filter(method -> isShown(method) && !method.isBridge())
                .map(PublicApi::signature)
                .forEach(members::add);
        members.stream()
                .map(member -> member.replace(type.getName() + ".", "").replace("java.lang.", ""))
                .sorted()
                .forEach(member -> out.append("    ").append(member).append('\n'));
    }

    private static boolean isShown(Member member) {
        return isVisible(member.getModifiers()) && !member.isSynthetic();
    }

    private static String signature(Method method) {
        Object value = method.getDefaultValue();
        return method.toGenericString() + (value == null ? "" : " default " + shown(value));
    }

    private static String shown(Object value) {
        return value instanceof Object[] array ? Arrays.toString(array) : value.toString();
    }
}
