package io.pymap.control;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Everything that can be asked of a control API. {@code openapi.yaml} says it in detail; a test compares them. */
final class Routes {

    private final List<Route> all = new ArrayList<>();

    Routes(ControlledServer server) {
        ServerResource about = new ServerResource(server);
        open("/", about::page);
        open("/page.js", about::script);
        open("/page.css", about::style);
        open("/openapi.yaml", about::document);
        open("/health", about::health);
        add("GET", "/v1/server", about::server);
        add("GET", "/v1/profiles", about::profiles);
        add("GET", "/v1/sessions", about::sessions);
        add("DELETE", "/v1/sessions", about::disconnect);

        AccountResource accounts = new AccountResource(server);
        add("GET", "/v1/accounts", accounts::list);
        add("GET", "/v1/accounts/{login}", accounts::get);
        add("PUT", "/v1/accounts/{login}", accounts::put);
        add("DELETE", "/v1/accounts/{login}", accounts::delete);
        add("PUT", "/v1/accounts/{login}/quota", accounts::limit);
        add("DELETE", "/v1/accounts/{login}/quota", accounts::unlimit);

        MailboxResource mailboxes = new MailboxResource(server);
        add("GET", "/v1/accounts/{login}/mailboxes", mailboxes::list);
        add("GET", "/v1/accounts/{login}/mailboxes/{mailbox}", mailboxes::get);
        add("PUT", "/v1/accounts/{login}/mailboxes/{mailbox}", mailboxes::put);
        add("PATCH", "/v1/accounts/{login}/mailboxes/{mailbox}", mailboxes::change);
        add("DELETE", "/v1/accounts/{login}/mailboxes/{mailbox}", mailboxes::delete);

        MessageResource messages = new MessageResource(server);
        String inMailbox = "/v1/accounts/{login}/mailboxes/{mailbox}/messages";
        add("GET", inMailbox, messages::list);
        add("POST", inMailbox, messages::append);
        add("DELETE", inMailbox, messages::clear);
        add("GET", inMailbox + "/{uid}", messages::get);
        add("PATCH", inMailbox + "/{uid}", messages::change);
        add("DELETE", inMailbox + "/{uid}", messages::expunge);
        add("POST", inMailbox + "/{uid}/copy", messages::copy);
        add("POST", inMailbox + "/{uid}/move", messages::move);

        FaultResource faults = new FaultResource(server);
        add("GET", "/v1/faults", faults::list);
        add("POST", "/v1/faults", faults::add);
        add("DELETE", "/v1/faults", faults::clear);
        add("GET", "/v1/faults/{number}", faults::get);
        add("DELETE", "/v1/faults/{number}", faults::remove);
        add("PUT", "/v1/faults/tls/{name}", faults::tls);
        add("PUT", "/v1/faults/lag", faults::lag);
        add("GET", "/v1/faults/tls/crl", faults::revocationList);
        add("PUT", "/v1/gates/{name}", faults::closeGate);
        add("DELETE", "/v1/gates/{name}", faults::openGate);

        StateResource state = new StateResource(server);
        add("POST", "/v1/capabilities", state::changeCapabilities);
        add("DELETE", "/v1/capabilities", state::resetCapabilities);
        add("POST", "/v1/tokens", state::issueToken);
        add("DELETE", "/v1/tokens/{token}", state::revokeToken);
        add("GET", "/v1/clock", state::clock);
        add("POST", "/v1/clock", state::advanceClock);
        add("POST", "/v1/seed", state::seed);
        add("POST", "/v1/snapshots", state::save);
        add("PUT", "/v1/snapshots/{id}/restore", state::restore);
        add("DELETE", "/v1/snapshots/{id}", state::forget);
        add("POST", "/v1/reset", state::reset);
        add("POST", "/v1/await", new AwaitResource(server)::await);

        TranscriptResource transcript = new TranscriptResource(server);
        add("GET", "/v1/transcript", transcript::get);
        add("DELETE", "/v1/transcript", transcript::clear);
        add("GET", "/v1/transcript/events", transcript::events);
    }

    private void open(String template, Route.Endpoint endpoint) {
        all.add(new Route("GET", template, true, endpoint));
    }

    private void add(String method, String template, Route.Endpoint endpoint) {
        all.add(new Route(method, template, false, endpoint));
    }

    List<Route> all() {
        return List.copyOf(all);
    }

    /** A route, and the request with the segments that it has names for. */
    record Found(Route route, Request request) {
        Answer answer() {
            return route.endpoint().answer(request);
        }
    }

    /** @throws Problem where there is no such path, or not with that method */
    Found find(Request request) {
        TreeSet<String> methods = new TreeSet<>();
        for (Route route : all) {
            Optional<Map<String, String>> variables = route.match(request.path());
            if (variables.isPresent()) {
                if (route.method().equals(request.method())) {
                    return new Found(route, request.with(variables.get()));
                }
                methods.add(route.method());
            }
        }
        if (methods.isEmpty()) {
            throw Problem.notFound("No such path; /openapi.yaml tells which there are");
        }
        String allowed = String.join(", ", methods);
        throw new Problem(
                HttpResponseStatus.METHOD_NOT_ALLOWED, "Expected one of " + allowed, Map.of("allow", allowed));
    }
}
