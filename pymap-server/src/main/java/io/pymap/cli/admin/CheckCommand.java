package io.pymap.cli.admin;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.pymap.admin.AdminClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "check", description = "Asks whether users and mail can be reached: a container's health check.")
final class CheckCommand extends ServerCall {

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Nothing for the whole, or pymap.backend.")
    private String service = "";

    @Override
    int ask(AdminClient client) {
        HealthCheckResponse response = client.health()
                .check(HealthCheckRequest.newBuilder().setService(service).build());
        boolean serving = response.getStatus() == ServingStatus.SERVING;
        (serving ? terminal().out() : terminal().err()).print(text(response));
        return serving ? 0 : 1;
    }
}
