package io.pymap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.pymap.clients.LineClient;
import io.pymap.server.PymapServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsOptionsTest {

    private static final Pattern URL = Pattern.compile(" (http://127\\.0\\.0\\.1:[0-9]+/metrics) ");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Consumer<PymapServer> whileRunning, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--port", "0", "--no-service", "admin"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("dict", "--user", "ann:secret"));
        return Main.run(
                arguments,
                new Surroundings(
                        Map.of(),
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        whileRunning));
    }

    private String metrics() {
        return get("text/plain").body();
    }

    private HttpResponse<String> get(String form) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url())).header("Accept", form).build();
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void session(PymapServer server) {
        assertThat(metrics())
                .contains("pymap_connections 0.0\n", "pymap_logins_total{result=\"failed\"} 0.0\n")
                .contains("pymap_build_info{version=\"" + Version.number() + "\"} 1\n");
        try (LineClient client = LineClient.connect(server.port())) {
            client.line();
            client.command("LOGIN ann wrong");
            client.command("LOGIN ann secret");
            client.command("SELECT INBOX");
            client.command("XUNKNOWN");
            assertThat(metrics())
                    .contains("pymap_connections 1.0\n", "pymap_connections_opened_total 1.0\n")
                    .contains("pymap_logins_total{result=\"ok\"} 1.0\n", "pymap_logins_total{result=\"failed\"} 1.0\n")
                    .contains("pymap_commands_total{command=\"LOGIN\",result=\"no\"} 1.0\n")
                    .contains("pymap_commands_total{command=\"SELECT\",result=\"ok\"} 1.0\n")
                    .contains("pymap_commands_total{command=\"OTHER\",result=\"bad\"} 1.0\n")
                    .contains("pymap_command_duration_seconds_count{command=\"LOGIN\"} 2\n")
                    .contains("pymap_command_duration_seconds_bucket{command=\"SELECT\",le=\"+Inf\"} 1\n")
                    .contains("pymap_errors_total{kind=\"command\"} 0.0\n")
                    .containsPattern("pymap_received_bytes_total [1-9]")
                    .containsPattern("pymap_sent_bytes_total [1-9]")
                    .doesNotContain("XUNKNOWN", "ann", "INBOX");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tellsWhatASessionDoes() {
        assertThat(run(this::session, "--metrics-port", "0")).isZero();
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    /** A Prometheus that wants native histograms asks for protobuf. */
    @Test
    void knowsEachFormThatPrometheusAsksFor() {
        assertThat(run(
                        server -> {
                            for (String form : List.of(
                                    "text/plain;version=0.0.4",
                                    "application/openmetrics-text;version=1.0.0",
                                    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily"
                                            + ";encoding=delimited")) {
                                HttpResponse<String> response = get(form);
                                assertThat(response.statusCode()).isEqualTo(200);
                                assertThat(response.headers().firstValue("Content-Type"))
                                        .hasValueSatisfying(
                                                told -> assertThat(form).startsWith(told.split(";")[0]));
                            }
                        },
                        "--metrics-port",
                        "0"))
                .isZero();
    }

    @Test
    void tellsNothingUnlessItIsAsked() {
        assertThat(run(server -> {})).isZero();
        assertThat(out.toString(UTF_8)).doesNotContain("http:");
    }

    @Test
    void endsWhereThePortIsTaken() {
        assertThat(run(
                        first -> {
                            String port = Integer.toString(URI.create(url()).getPort());
                            assertThat(run(second -> fail("started"), "--metrics-port", port))
                                    .isEqualTo(1);
                        },
                        "--metrics-port",
                        "0"))
                .isZero();
        assertThat(err.toString(UTF_8)).hasLineCount(1).contains("cannot listen on 127.0.0.1:", "--metrics-port");
    }

    private String url() {
        Matcher url = URL.matcher(out.toString(UTF_8));
        assertThat(url.find()).isTrue();
        return url.group(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--metrics-host=127.0.0.1 | 2 | --metrics-host: expected a --metrics-port",
                "--metrics-port=65536     | 2 | expected a port from 0 to 65535",
                "--metrics-port=0 --metrics-host=nowhere.invalid | 1 | no such host or interface",
            })
    void refusesWhatCannotBe(String options, int code, String problem) {
        assertThat(run(server -> fail("started"), options.split(" "))).isEqualTo(code);
        assertThat(err.toString(UTF_8)).contains(problem);
    }
}
