package io.pymap.cli.admin;

import io.pymap.admin.AdminClient;
import io.pymap.admin.grpc.DeleteUserRequest;
import io.pymap.admin.grpc.UserResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "delete-user", description = "Removes a user and its mail.")
final class DeleteUserCommand extends ServerCall {

    @Parameters(paramLabel = "USER", description = "Name of the user.")
    private String user = "";

    @Override
    int ask(AdminClient client) {
        UserResponse response = client.users()
                .deleteUser(DeleteUserRequest.newBuilder().setUser(user).build());
        return print(response, response.getResult());
    }
}
