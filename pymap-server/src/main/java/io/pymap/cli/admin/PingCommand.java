package io.pymap.cli.admin;

import io.pymap.admin.AdminClient;
import io.pymap.admin.grpc.PingRequest;
import io.pymap.admin.grpc.PingResponse;
import picocli.CommandLine.Command;

@Command(name = "ping", description = "Asks a server for its version, to see that it runs.")
final class PingCommand extends ServerCall {

    @Override
    int ask(AdminClient client) {
        PingResponse response = client.system().ping(PingRequest.getDefaultInstance());
        return print(response, response.getResult());
    }
}
