package io.pymap.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A method and a path, and what answers there.
 *
 * @param template such as {@code /v1/accounts/{login}}: a name in braces stands for any one segment
 * @param open whether it is for those as well who have no token
 */
record Route(String method, String template, boolean open, Endpoint endpoint) {

    /** Answers requests; may block. */
    @FunctionalInterface
    interface Endpoint {
        Answer answer(Request request);
    }

    /** The segments that the template has names for, where the path is of its form. */
    Optional<Map<String, String>> match(List<String> path) {
        List<String> wanted =
                template.equals("/") ? List.of() : List.of(template.substring(1).split("/"));
        if (wanted.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String segment = wanted.get(i);
            if (segment.startsWith("{")) {
                variables.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
