package io.pymap.transcripts;

import io.pymap.mailbox.User;
import io.pymap.transcripts.Step.Expected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plays one script to one server. */
final class ScriptRunner {

    private final Script script;
    private final ScriptServer server;
    private final Map<Integer, ScriptClient> clients = new TreeMap<>();
    private Map<String, String> captures = new HashMap<>();

    private ScriptRunner(Script script, ScriptServer server) {
        this.script = script;
        this.server = server;
    }

    /** @throws AssertionError where the server says something else than the script, with file and line */
    static void run(Script script, ScriptServer server) throws IOException {
        ScriptRunner runner = new ScriptRunner(script, server);
        try {
            for (Step step : script.steps()) {
                runner.play(step);
            }
            runner.requireAllAnswered();
        } finally {
            for (ScriptClient client : runner.clients.values()) {
                client.wire().close();
            }
        }
    }

    private void play(Step step) throws IOException {
        try {
            if (step instanceof Step.Connect connect) {
                connect(connect);
            } else if (step instanceof Step.Send send) {
                client(send).send(send.form(), LinePattern.fill(send.text(), captures));
            } else if (step instanceof Step.Expect expect) {
                expect(client(expect), expect);
            } else if (step instanceof Step.StartTls) {
                client(step).wire().startTls();
            } else if (step instanceof Step.Drop) {
                client(step).wire().close();
                clients.remove(step.client());
            }
        } catch (IOException e) {
            throw new AssertionError(place(step) + ": " + e.getMessage() + about(step), e);
        }
    }

    private static String about(Step step) {
        if (!(step instanceof Step.Expect expect)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (Expected response : expect.responses()) {
            text.append("\n  expected, line ")
                    .append(response.line())
                    .append(": ")
                    .append(response.text());
        }
        return text.toString();
    }

    private String place(Step step) {
        return script.name() + ":" + step.line() + ", client " + step.client();
    }

    private ScriptClient client(Step step) throws IOException {
        ScriptClient known = clients.get(step.client());
        if (known == null) {
            connect(new Step.Connect(step.line(), step.client(), Optional.of(Setup.USER)));
            return client(step);
        }
        return known;
    }

    private void connect(Step.Connect connect) throws IOException {
        ScriptClient client = new ScriptClient(server.connect());
        clients.put(connect.client(), client);
        if (connect.user().isPresent() && !script.setup().is("preauth")) {
            User user = connect.user().get();
            require(connect, client, "* OK ...");
            client.send(Step.Send.Form.COMMAND, "LOGIN " + user.name() + " " + user.secret());
            require(connect, client, "OK ...");
        } else if (connect.user().isPresent()) {
            require(connect, client, "* PREAUTH ...");
        }
    }

    private void require(Step.Connect connect, ScriptClient client, String text) throws IOException {
        expect(client, new Step.Expect(connect.line(), connect.client(), List.of(new Expected(connect.line(), text))));
    }

    private void expect(ScriptClient client, Step.Expect step) throws IOException {
        Expected last = step.responses().get(step.responses().size() - 1);
        client.firstUnanswered().ifPresent(tag -> captures = withTag(tag));
        List<String> actual = new ArrayList<>();
        boolean complete = false;
        while (!complete) {
            if (!last.isTagged()
                    && !last.isContinuation()
                    && !last.isEnd()
                    && actual.size() == step.responses().size()) {
                break;
            }
            Optional<String> response = client.responses().next();
            if (response.isEmpty()) {
                client.ended();
                actual.add("closed");
                break;
            }
            Optional<String> tagged = client.tagged(response.get());
            tagged.ifPresent(answer -> client.answered());
            actual.add(tagged.orElse(response.get()));
            complete = tagged.isPresent() || response.get().startsWith("+ ") || isUntaggedAnswer(last, response.get());
        }
        check(step, last, actual);
    }

    /** With {@code $tag} as that of the command that is answered next. */
    private Map<String, String> withTag(String tag) {
        Map<String, String> with = new HashMap<>(captures);
        with.put("tag", tag);
        return with;
    }

    /** A command without a tag that can be read is answered with {@code * BAD}. */
    private static boolean isUntaggedAnswer(Expected last, String response) {
        return last.text().startsWith("* BAD") && response.startsWith("* BAD");
    }

    private void check(Step.Expect step, Expected last, List<String> actual) {
        List<Expected> expected = new ArrayList<>(step.responses());
        if (last.isTagged() || last.isContinuation() || last.isEnd()) { // comes last, whatever its text
            String got = actual.remove(actual.size() - 1);
            expected.remove(expected.size() - 1);
            Matching.Result before = Matching.of(expected, actual, captures);
            Optional<Map<String, String>> end =
                    before.captures().flatMap(known -> new LinePattern(last.text()).match(got, known));
            if (end.isEmpty()) {
                boolean fits = new LinePattern(last.text()).match(got, captures).isPresent();
                String difference = fits
                        ? before.difference()
                        : before.difference() + "\n  expected, line " + last.line() + ": " + last.text() + "\n  got: "
                                + got;
                fail(step, difference);
            }
            if (!before.difference().isEmpty()) {
                fail(step, before.difference());
            }
            captures = end.orElseThrow();
            return;
        }
        Matching.Result result = Matching.of(expected, actual, captures);
        if (!result.difference().isEmpty()) {
            fail(step, result.difference());
        }
        captures = result.captures().orElse(captures);
    }

    private void fail(Step.Expect step, String difference) {
        throw new AssertionError(place(step) + ": responses differ" + difference);
    }

    private void requireAllAnswered() {
        clients.forEach((number, client) -> client.firstUnanswered().ifPresent(tag -> {
            throw new AssertionError(
                    script.name() + ": client " + number + " ends without reading the answer to " + tag);
        }));
    }
}
