package io.pymap.control.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pymap.imap.Capabilities;
import java.util.Arrays;

/**
 * What a server in another process can do.
 *
 * @param scope whose sessions a change is for, as members of the request
 */
record RemoteCapabilities(Control control, ObjectNode scope) implements Capabilities {

    RemoteCapabilities(Control control) {
        this(control, Control.object());
    }

    @Override
    public Capabilities beforeLogin() {
        return new RemoteCapabilities(control, Control.object().put("beforeLogin", true));
    }

    @Override
    public Capabilities afterLogin() {
        return new RemoteCapabilities(control, Control.object().put("afterLogin", true));
    }

    @Override
    public Capabilities user(String name) {
        return new RemoteCapabilities(control, Control.object().put("user", name));
    }

    @Override
    public Capabilities with(String... extensions) {
        return change("with", extensions);
    }

    @Override
    public Capabilities without(String... extensions) {
        return change("without", extensions);
    }

    @Override
    public Capabilities hidden(String... extensions) {
        return change("hidden", extensions);
    }

    private Capabilities change(String how, String... extensions) {
        ObjectNode change = scope.deepCopy();
        ArrayNode names = change.putArray(how);
        Arrays.stream(extensions).forEach(names::add);
        control.send("POST", "/capabilities", change);
        return this;
    }

    @Override
    public void reset() {
        control.send("DELETE", "/capabilities");
    }
}
