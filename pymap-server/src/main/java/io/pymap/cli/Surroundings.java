package io.pymap.cli;

import io.pymap.server.PymapServer;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the command has from outside.
 *
 * @param environment the variables of the process
 * @param whileRunning called once the server is ready; the server is closed when it returns
 */
record Surroundings(
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Consumer<PymapServer> whileRunning) {}
