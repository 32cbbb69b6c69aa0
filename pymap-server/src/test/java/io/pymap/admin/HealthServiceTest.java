package io.pymap.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthServiceTest extends AdminFixture {

    @Test
    void tellsHealthToEverybody() {
        try (AdminClient client = client(Optional.empty())) {
            for (String service : List.of("", "pymap.backend")) {
                HealthCheckRequest request =
                        HealthCheckRequest.newBuilder().setService(service).build();
                isThere.set(true);
                assertThat(client.health().check(request).getStatus()).isEqualTo(ServingStatus.SERVING);
                isThere.set(false);
                assertThat(client.health().check(request).getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            }
            HealthCheckRequest unknown =
                    HealthCheckRequest.newBuilder().setService("other").build();
            assertThatThrownBy(() -> client.health().check(unknown))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
        }
    }

    @Test
    void tellsHealthAsItChanges() {
        try (AdminClient client = client(Optional.empty())) {
            Iterator<HealthCheckResponse> news = client.health().watch(HealthCheckRequest.getDefaultInstance());
            assertThat(news.next().getStatus()).isEqualTo(ServingStatus.SERVING);
            isThere.set(false);
            assertThat(news.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            isThere.set(true);
            assertThat(news.next().getStatus()).isEqualTo(ServingStatus.SERVING);
        }
    }
}
