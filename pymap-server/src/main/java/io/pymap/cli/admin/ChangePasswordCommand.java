package io.pymap.cli.admin;

import io.pymap.admin.AdminClient;
import io.pymap.admin.grpc.GetUserRequest;
import io.pymap.admin.grpc.ResultCode;
import io.pymap.admin.grpc.SetUserRequest;
import io.pymap.admin.grpc.UserData;
import io.pymap.admin.grpc.UserResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "change-password",
        description = "Gives a user another password and leaves the rest, also what somebody else changes meanwhile.")
final class ChangePasswordCommand extends ServerCall {

    @Mixin
    private NewPassword password = new NewPassword();

    @Parameters(paramLabel = "USER", description = "Name of the user.")
    private String user = "";

    @Override
    int ask(AdminClient client) {
        UserResponse before =
                client.users().getUser(GetUserRequest.newBuilder().setUser(user).build());
        if (before.getResult().getCode() != ResultCode.SUCCESS) {
            return print(before, before.getResult());
        }
        UserData.Builder data = before.getData().toBuilder().clearPassword();
        password.read(terminal()).ifPresent(data::setPassword);
        UserResponse after = client.users()
                .setUser(SetUserRequest.newBuilder()
                        .setUser(user)
                        .setPreviousEntityTag(before.getEntityTag())
                        .setData(data)
                        .build());
        return print(after, after.getResult());
    }
}
