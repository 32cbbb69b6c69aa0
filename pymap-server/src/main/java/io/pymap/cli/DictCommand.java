package io.pymap.cli;

import io.pymap.backend.FixtureBackend;
import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.User;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** {@code pymap dict}: mail in memory. */
@Command(
        name = "dict",
        description = "Keeps users and mail in memory; all of it is gone when the server stops.",
        sortOptions = false)
final class DictCommand extends BackendCommand {

    private static final String DEMO_PASSWORD = "demopass";

    @Option(names = "--demo-data", description = "Load the demo mailboxes for the demo user.")
    private boolean demoData;

    @Option(
            names = "--demo-user",
            paramLabel = "NAME",
            description =
                    "Name of the demo user. There is one with --demo-data, and where neither --user nor --account nor --control-port is given.")
    private String demoUser = "demouser";

    @Option(names = "--demo-password", paramLabel = "PASSWORD", description = "Password of the demo user.")
    private String demoPassword = DEMO_PASSWORD;

    @Option(
            names = "--user",
            paramLabel = "NAME:PASSWORD",
            description =
                    "A user with empty mailboxes. Repeatable. The password may be hashed, such as {BLF-CRYPT}$2y$...",
            showDefaultValue = Visibility.NEVER)
    private List<String> users = new ArrayList<>();

    private boolean needsDemoUser = true; // where there would be nobody

    @Override
    FixtureBackend backend(InstantSource clock, boolean othersMakeAccounts) {
        needsDemoUser = !othersMakeAccounts;
        DictBackend.Builder backend = DictBackend.builder().clock(clock);
        for (String user : users) {
            int colon = user.indexOf(':');
            if (colon < 1) {
                throw new UsageException("--user: expected NAME:PASSWORD");
            }
            backend.user(new User(user.substring(0, colon), user.substring(colon + 1)));
        }
        if (hasDemoUser()) {
            backend.user(new User(demoUser, demoPassword));
        }
        if (demoData) {
            backend.demoData(demoUser);
        }
        return backend.build();
    }

    private boolean hasDemoUser() {
        return demoData || (users.isEmpty() && needsDemoUser);
    }

    @Override
    List<String> summary() {
        List<String> summary = new ArrayList<>();
        if (demoData) {
            summary.add("demo data");
        }
        if (hasDemoUser()) {
            // Whoever has chosen a password does not want to read it in a log.
            summary.add(hasKnownPasswords() ? demoUser + "/" + demoPassword : demoUser);
        }
        if (!users.isEmpty()) {
            summary.add(users.size() == 1 ? "1 user" : users.size() + " users");
        }
        return summary;
    }

    @Override
    boolean hasKnownPasswords() {
        return hasDemoUser() && demoPassword.equals(DEMO_PASSWORD);
    }
}
