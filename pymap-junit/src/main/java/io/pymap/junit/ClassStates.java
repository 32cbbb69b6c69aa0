package io.pymap.junit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a shared server is before each test of a class: what the class around it finds, and then the mail of its own
 * annotations and of its {@code @BeforeAll} methods. For one thread at a time.
 */
final class ClassStates {

    private final RunningServer running;
    private final Object initial;
    private final Map<Class<?>, Object> states = new HashMap<>();
    private Optional<Class<?>> prepared = Optional.empty(); // whose state the server is in, with no test since

    /** @param running which has just been started */
    ClassStates(RunningServer running) {
        this.running = running;
        this.initial = running.server().state();
    }

    /** Ahead of {@code @BeforeAll} of that class. */
    void prepare(Class<?> testClass) {
        running.server().restore(stateAround(testClass));
        running.plant(testClass, testClass);
        prepared = Optional.of(testClass);
    }

    /** Ahead of each test of that class. */
    void begin(Class<?> testClass) {
        running.server().restore(state(testClass));
        prepared = Optional.empty();
    }

    private Object stateAround(Class<?> testClass) {
        Class<?> around = testClass.getEnclosingClass();
        return around == null ? initial : state(around);
    }

    private Object state(Class<?> testClass) {
        Object known = states.get(testClass);
        if (known == null) {
            if (prepared.filter(testClass::equals).isEmpty()) { // another class came between, which may have left mail
                prepare(testClass);
            }
            known = running.server().state();
            states.put(testClass, known);
        }
        return known;
    }
}
