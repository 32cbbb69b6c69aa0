package io.pymap.control;

import static io.pymap.control.ControlledServer.allowed;
import static io.pymap.control.ControlledServer.done;

import io.pymap.fault.Faults;
import io.pymap.fault.Rule;
import io.pymap.fault.TlsFault;
import io.pymap.transcript.Exchange;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What goes wrong on command. */
record FaultResource(ControlledServer server) {

    /** @param answered the commands that a rule has answered in place of the server */
    record Rules(List<Shown> rules, List<Answered> answered) {}

    record Shown(int number, String rule, int hits) {}

    record Answered(String connection, String tag) {}

    record Wanted(String rule) {}

    record Lag(String by) {}

    record RevocationList(String pem) {}

    private Faults faults() {
        return server.fixture().faults();
    }

    private static Shown shown(Rule rule) {
        return new Shown(rule.number(), rule.toString(), rule.hits());
    }

    Answer list(Request request) {
        return Answer.ok(new Rules(
                faults().rules().stream().map(FaultResource::shown).toList(),
                server.fixture().transcript().exchanges().stream()
                        .filter(this::isAnswered)
                        .map(exchange -> new Answered(exchange.connection(), exchange.tag()))
                        .toList()));
    }

    private boolean isAnswered(Exchange exchange) {
        return faults().hasAnswered(exchange.connection(), exchange.tag());
    }

    Answer add(Request request) {
        String text = request.json(Wanted.class).rule();
        return Answer.created(shown(allowed(() -> faults().add(text))));
    }

    Answer clear(Request request) {
        faults().clear();
        return Answer.nothing();
    }

    private Rule rule(Request request) {
        String number = request.variable("number");
        return faults().rules().stream()
                .filter(rule -> Integer.toString(rule.number()).equals(number))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("No rule " + number));
    }

    Answer get(Request request) {
        return Answer.ok(shown(rule(request)));
    }

    Answer remove(Request request) {
        rule(request).remove();
        return Answer.nothing();
    }

    Answer closeGate(Request request) {
        faults().closeGate(request.variable("name"));
        return Answer.nothing();
    }

    Answer openGate(Request request) {
        faults().openGate(request.variable("name"));
        return Answer.nothing();
    }

    Answer lag(Request request) {
        faults().lag(StateResource.duration(request.json(Lag.class).by()));
        return Answer.nothing();
    }

    Answer revocationList(Request request) {
        return Answer.ok(new RevocationList(done(() -> faults().revocationList())));
    }

    Answer tls(Request request) {
        String name = request.variable("name");
        TlsFault fault = Arrays.stream(TlsFault.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("No fault " + name + " of TLS; there are "
                        + Arrays.stream(TlsFault.values()).map(TlsFault::name).collect(Collectors.joining(", "))));
        done(() -> {
            faults().tls(fault);
            return fault;
        });
        return Answer.nothing();
    }
}
