package io.pymap.imap.extension;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ID: client and server tell each other what they are. RFC 2971. */
public final class Id implements Extension {

    private final Map<String, String> fields;

    /** With the name and the version of this server. */
    public Id() {
        this(itself());
    }

    /**
     * With what the server is to say of itself, in that order.
     *
     * @throws IllegalArgumentException where that is more than RFC 2971 3.3 allows
     */
    public Id(Map<String, String> fields) {
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        boolean fits = fields.size() <= MAX_FIELDS
                && fields.keySet().stream().allMatch(name -> name.length() <= MAX_NAME)
                && fields.values().stream().allMatch(value -> value.length() <= MAX_VALUE);
        if (!fits) {
            throw new IllegalArgumentException("Expected at most " + MAX_FIELDS + " fields, with names of at most "
                    + MAX_NAME + " and values of at most " + MAX_VALUE + " characters");
        }
    }

    private static Map<String, String> itself() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", "pymap");
        fields.put("vendor", "io.pymap");
        // Known to a jar, not to a folder of classes.
        Optional.ofNullable(Id.class.getPackage().getImplementationVersion())
                .ifPresent(version -> fields.put("version", version));
        return fields;
    }

    @Override
    public String name() {
        return "ID";
    }

    @Override
    public String source() {
        return "RFC 2971";
    }

    @Override
    public String summary() {
        return "Client and server say who they are";
    }

    @Override
    public List<String> capabilities(SessionState session) {
        return List.of(name());
    }

    private static final int MAX_FIELDS = 30;
    private static final int MAX_NAME = 30;
    private static final int MAX_VALUE = 1024;

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.of("ID", SessionState.class, (in, words) -> {
            readFields(in.space());
            return session -> Reply.ok("ID completed.").with(this::tell);
        }));
    }

    private void tell(ResponseWriter out) {
        if (fields.isEmpty()) {
            out.text("ID NIL");
            return;
        }
        String before = "ID (";
        for (Map.Entry<String, String> field : fields.entrySet()) {
            out.text(before).string(field.getKey()).space().string(field.getValue());
            before = " ";
        }
        out.octet(')');
    }

    /** What the client says of itself, within the bounds of RFC 2971 3.3. */
    private static void readFields(ArgumentReader in) {
        if (!in.skip('(')) {
            if (in.nstring().isPresent()) {
                throw in.expected("a list of fields or NIL before this");
            }
            return;
        }
        if (in.skip(')')) {
            return;
        }
        int count = 0;
        do {
            if (++count > MAX_FIELDS) {
                throw in.expected("at most " + MAX_FIELDS + " fields");
            }
            if (in.string().length() > MAX_NAME) {
                throw in.expected("a field name of at most " + MAX_NAME + " characters before this");
            }
            if (in.space().nstring().orElse("").length() > MAX_VALUE) {
                throw in.expected("a value of at most " + MAX_VALUE + " characters before this");
            }
        } while (in.skip(' '));
        in.expect(')');
    }
}
