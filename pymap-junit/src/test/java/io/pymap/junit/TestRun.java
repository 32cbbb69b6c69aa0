package io.pymap.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of test classes inside a test: what failed, and which files were attached. */
public final class TestRun implements TestExecutionListener {

    private final Map<String, String> attached = Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<Throwable> aborted = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
    private final List<String> succeeded = Collections.synchronizedList(new ArrayList<>());

    private TestRun() {}

    /** @param output where attached files go */
    public static TestRun of(Path output, Class<?>... classes) {
        return run(output, Map.of(), classes);
    }

    /** With four threads. */
    public static TestRun parallel(Path output, Class<?>... classes) {
        return run(
                output,
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"),
                classes);
    }

    private static TestRun run(Path output, Map<String, String> settings, Class<?>... classes) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(classes)
                        .map(DiscoverySelectors::selectClass)
                        .toArray(DiscoverySelector[]::new))
                .configurationParameter("junit.platform.reporting.output.dir", output.toString())
                .configurationParameter("junit.platform.output.capture.stderr", "true")
                .configurationParameters(settings)
                .build();
        TestRun run = new TestRun();
        LauncherFactory.create().execute(request, run);
        return run;
    }

    @Override
    public void fileEntryPublished(TestIdentifier test, FileEntry file) {
        try {
            attached.put(file.getPath().getFileName().toString(), Files.readString(file.getPath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.FAILED) {
            result.getThrowable().ifPresent(failures::add);
        } else if (result.getStatus() == Status.ABORTED) {
            result.getThrowable().ifPresent(aborted::add);
        } else if (test.isTest()) {
            succeeded.add(test.getDisplayName());
        }
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        String text = entry.getKeyValuePairs().get("stderr");
        if (text != null) {
            printed.add(text);
        }
    }

    /** What tests have printed as errors. */
    public String printed() {
        return String.join("\n", printed);
    }

    /** The attached files: name and content. */
    public Map<String, String> attached() {
        return attached;
    }

    /** What made tests and classes fail. */
    public List<Throwable> failures() {
        return failures;
    }

    /** What made tests and classes stop without a failure. */
    public List<Throwable> aborted() {
        return aborted;
    }

    /** The messages of the failures and of what caused them. */
    public String messages() {
        return failures.stream()
                .map(failure -> failure + (failure.getCause() == null ? "" : "\n" + failure.getCause()))
                .collect(Collectors.joining("\n"));
    }

    public List<String> succeeded() {
        return succeeded;
    }
}
