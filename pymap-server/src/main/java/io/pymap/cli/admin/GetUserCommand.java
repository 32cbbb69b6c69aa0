package io.pymap.cli.admin;

import io.pymap.admin.AdminClient;
import io.pymap.admin.grpc.GetUserRequest;
import io.pymap.admin.grpc.UserResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "get-user", description = "Shows a user's roles and entity tag.")
final class GetUserCommand extends ServerCall {

    @Parameters(paramLabel = "USER", description = "Name of the user.")
    private String user = "";

    @Override
    int ask(AdminClient client) {
        UserResponse response =
                client.users().getUser(GetUserRequest.newBuilder().setUser(user).build());
        return print(response, response.getResult());
    }
}
