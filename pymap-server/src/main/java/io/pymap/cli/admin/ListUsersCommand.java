package io.pymap.cli.admin;

import io.pymap.admin.AdminClient;
import io.pymap.admin.grpc.ListUsersRequest;
import io.pymap.admin.grpc.ListUsersResponse;
import io.pymap.admin.grpc.ResultCode;
import picocli.CommandLine.Command;

@Command(name = "list-users", description = "Lists the names of all users, one a line.")
final class ListUsersCommand extends ServerCall {

    @Override
    int ask(AdminClient client) {
        ListUsersResponse response = client.users().listUsers(ListUsersRequest.getDefaultInstance());
        if (response.getResult().getCode() != ResultCode.SUCCESS) {
            return print(response, response.getResult());
        }
        response.getUsersList().forEach(terminal().out()::println);
        return 0;
    }
}
