package io.pymap.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Asks the server in the same container whether it is well: exits with 0 then, else with 1. Without a library for HTTP, as it
 * runs every second where there is no {@link HealthCommand cheaper way}.
 */
final class HealthCheck {

    private static final int TIMEOUT_MILLIS = 4000;
    private static final String REQUEST = "GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n";

    private HealthCheck() {}

    public static void main(String[] arguments) {
        System.exit(isUp(System.getenv()) ? 0 : 1);
    }

    /** Whether the control port of these options answers with 200. */
    static boolean isUp(Map<String, String> environment) {
        int port = Integer.parseInt(environment.getOrDefault("PYMAP_SERVER_CONTROL_PORT", "8143"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader answer =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            String status = answer.readLine();
            return status != null && status.startsWith("HTTP/1.") && status.contains(" 200 ");
        } catch (IOException e) {
            return false;
        }
    }
}
