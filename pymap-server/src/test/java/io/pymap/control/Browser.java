package io.pymap.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One page of a Chromium without a window, led by the DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final WebSocket socket;
    private final Answers answers = new Answers();
    private final AtomicInteger numbers = new AtomicInteger();

    private Browser(Process process, URI page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, answers)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** @param profile an empty directory */
    static Browser start(Path profile) throws IOException {
        Process process = new ProcessBuilder(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-extensions",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String port = port(process);
        Caller.Reply targets = new Caller(URI.create("http://127.0.0.1:" + port)).get("/json/list");
        for (JsonNode target : targets.json()) {
            if (target.path("type").asText().equals("page")) {
                return new Browser(
                        process, URI.create(target.path("webSocketDebuggerUrl").asText()));
            }
        }
        throw new IllegalStateException("no page in " + targets.text());
    }

    /** Tells it on standard error; what else comes there is read away. */
    private static String port(Process process) throws IOException {
        BufferedReader errors = process.errorReader();
        Pattern listening = Pattern.compile("DevTools listening on ws://127\\.0\\.0\\.1:([0-9]+)/.*");
        StringBuilder said = new StringBuilder();
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            Matcher matcher = listening.matcher(line);
            if (matcher.matches()) {
                Thread rest = new Thread(() -> errors.lines().forEach(ignored -> {}), "chromium-errors");
                rest.setDaemon(true);
                rest.start();
                return matcher.group(1);
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("Chromium has not started:\n" + said);
    }

    /** What comes back for each call, by its number. */
    private static final class Answers implements WebSocket.Listener {

        private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
        private final StringBuilder piece = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            piece.append(data);
            if (last) {
                try {
                    JsonNode message = Caller.JSON.readTree(piece.toString());
                    CompletableFuture<JsonNode> asked =
                            waiting.remove(message.path("id").asInt());
                    if (asked != null) {
                        asked.complete(message);
                    }
                } catch (IOException e) {
                    waiting.values().forEach(asked -> asked.completeExceptionally(e));
                }
                piece.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private JsonNode call(String method, ObjectNode parameters) {
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.waiting.put(number, answer);
        ObjectNode message = Caller.JSON.createObjectNode();
        message.put("id", number).put("method", method).set("params", parameters);
        try {
            socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            JsonNode told = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (told.has("error")) {
                throw new IllegalStateException(method + ": " + told.path("error"));
            }
            return told.path("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method, e);
        }
    }

    private static ObjectNode object() {
        return Caller.JSON.createObjectNode();
    }

    void open(URI page) {
        call("Page.navigate", object().put("url", page.toString()));
    }

    void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                object().put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
    }

    void dark(boolean dark) {
        ObjectNode media = object();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
    }

    /** The value of an expression, a promise's when it is there; what it throws is thrown here. */
    String evaluate(String expression) {
        JsonNode result = call(
                "Runtime.evaluate",
                object().put("expression", expression).put("awaitPromise", true).put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value").asText();
    }

    /** Returns when the expression is true, asked after each change of the page. */
    void await(String expression) {
        String found = evaluate("new Promise(done => { const look = () => { if (" + expression
                + ") { watcher.disconnect(); done('yes'); } };"
                + " const watcher = new MutationObserver(look);"
                + " watcher.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});"
                + " setTimeout(() => done(document.body.innerText), 15000); look(); })");
        if (!found.equals("yes")) {
            throw new AssertionError("Waited for " + expression + "; the page shows:\n" + found);
        }
    }

    /** Types as a keyboard does. */
    void press(String key, int code) {
        for (String kind : new String[] {"keyDown", "keyUp"}) {
            ObjectNode event = object().put("type", kind).put("key", key).put("windowsVirtualKeyCode", code);
            if (key.equals("Enter")) {
                event.put("text", "\r");
            }
            call("Input.dispatchKeyEvent", event);
        }
    }

    void screenshot(Path file) throws IOException {
        JsonNode shot = call("Page.captureScreenshot", object().put("format", "png"));
        Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
