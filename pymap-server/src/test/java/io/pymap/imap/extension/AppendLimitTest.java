package io.pymap.imap.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.ForwardingBackend;
import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class AppendLimitTest {

    private final List<String> opened = new CopyOnWriteArrayList<>();

    /** Notes which mailboxes are looked for. */
    private Account watched(Account account) {
        return (Account) Proxy.newProxyInstance(
                Account.class.getClassLoader(), new Class<?>[] {Account.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("find")) {
                        opened.add(arguments[0].toString());
                    }
                    try {
                        return method.invoke(account, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void looksAtMailboxesOnlyIfOneHasALimitOfItsOwn() throws IOException {
        DictBackend dict = DictBackend.builder().user(new User("ann", "secret")).build();
        ForwardingBackend backend = new ForwardingBackend(dict) {
            @Override
            public Account account(String user) {
                return watched(super.account(user));
            }
        };
        try (PymapServer server = PymapServer.builder(backend).start();
                LineClient client = LineClient.login(server.port(), "ann", "secret")) {
            client.command("CREATE Small");
            opened.clear();

            assertThat(client.command("CAPABILITY").get(0)).contains(" APPENDLIMIT=1000000000 ");
            assertThat(opened).isEmpty();

            client.command("SETMETADATA Small (/shared/vendor/io.pymap/append-limit \"30\")");
            assertThat(client.command("CAPABILITY").get(0)).contains(" APPENDLIMIT ");
            assertThat(opened).contains("Small");
        }
    }
}
