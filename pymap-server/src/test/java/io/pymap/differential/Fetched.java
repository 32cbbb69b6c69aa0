package io.pymap.differential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The items of one FETCH response.
 *
 * @param items by name in the form that is compared
 */
public record Fetched(Map<String, Value> items) {

    public static Fetched of(Response response) {
        Map<String, Value> items = new LinkedHashMap<>();
        List<Value> values = response.values().get(0) instanceof Value.Items list ? list.values() : List.of();
        for (int i = 0; i + 1 < values.size(); i += 2) {
            items.put(name(values.get(i).text()), values.get(i + 1));
        }
        return new Fetched(items);
    }

    /** Field names of a section may be quoted or not. */
    private static String name(String text) {
        return text.toUpperCase(Locale.ROOT).replace("\"", "");
    }

    Optional<Set<String>> flags() {
        return Optional.ofNullable(items.get("FLAGS")).map(Belief::comparable);
    }
}
