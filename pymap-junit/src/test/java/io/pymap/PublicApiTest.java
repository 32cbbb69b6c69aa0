package io.pymap;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.junit.ImapServer;
import io.pymap.transcript.Transcript;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What users see of this module, and of the fixtures and transcripts that it hands out, is what {@code public-api.txt} says: a change of
 * it is a change of that file, which a reviewer sees. {@code mvn -pl pymap-junit -am -Dtest=PublicApiTest
 * -Dsurefire.failIfNoSpecifiedTests=false -DskipITs -Dpymap.api.update=true verify} writes it.
 */
class PublicApiTest {

    private static final Path FILE = Path.of("public-api.txt");

    @Test
    void isWhatTheFileSays() throws Exception {
        String found = api();

        if (Boolean.getBoolean("pymap.api.update")) {
            Files.writeString(FILE, found);
        }
        assertThat(Files.readString(FILE))
                .as("the public API; -Dpymap.api.update=true writes the file, see PublicApiTest")
                .isEqualTo(found);
    }

    private static String api() throws Exception {
        TreeMap<String, Class<?>> types = new TreeMap<>();
        for (Class<?> place : List.of(ImapServer.class, Transcript.class)) {
            for (String name : classNames(place)) {
                boolean ours = place == ImapServer.class
                        || name.startsWith("io.pymap.fixture.")
                        || name.startsWith("io.pymap.transcript.");
                Class<?> type = ours ? Class.forName(name, false, place.getClassLoader()) : place;
                if (isVisible(type)) {
                    types.put(type.getName(), type);
                }
            }
        }
        StringBuilder out = new StringBuilder();
        types.values().forEach(type -> describe(out, type));
        return out.toString();
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
                .filter(PublicApiTest::isShown)
                .map(Field::toGenericString)
                .forEach(members::add);
        Stream.of(type.getDeclaredConstructors())
                .filter(PublicApiTest::isShown)
                .map(Constructor::toGenericString)
                .forEach(members::add);
        Stream.of(type.getDeclaredMethods())
                .filter(method -> isShown(method) && !method.isBridge())
                .map(PublicApiTest::signature)
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
