package io.pymap.cli.admin;

import io.pymap.admin.AdminClient;
import io.pymap.admin.grpc.SetUserRequest;
import io.pymap.admin.grpc.UserData;
import io.pymap.admin.grpc.UserResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "set-user", description = "Adds a user, or replaces one; its mail stays.")
final class SetUserCommand extends ServerCall {

    @Option(names = "--no-overwrite", description = "Only where there is no user of that name.")
    private boolean noOverwrite;

    @Mixin
    private NewPassword password = new NewPassword();

    @Option(
            names = "--param",
            paramLabel = "KEY=VALUE",
            description = "Something to keep with the user, on servers that do so; this one does not. Repeatable.")
    private Map<String, String> params = new LinkedHashMap<>();

    @Option(names = "--role", paramLabel = "ROLE", description = "What the user may do: admin, say. Repeatable.")
    private List<String> roles = new ArrayList<>();

    @Parameters(paramLabel = "USER", description = "Name of the user.")
    private String user = "";

    @Override
    int ask(AdminClient client) {
        UserData.Builder data = UserData.newBuilder().addAllRoles(roles).putAllParams(params);
        password.read(terminal()).ifPresent(data::setPassword);
        SetUserRequest.Builder request =
                SetUserRequest.newBuilder().setUser(user).setData(data);
        if (!noOverwrite) {
            request.setOverwrite(true);
        }
        UserResponse response = client.users().setUser(request.build());
        return print(response, response.getResult());
    }
}
