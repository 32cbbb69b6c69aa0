package io.pymap.cli.admin;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.grpc.StatusRuntimeException;
import io.pymap.admin.AdminClient;
import io.pymap.admin.grpc.Result;
import io.pymap.admin.grpc.ResultCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** A subcommand that asks the server something. */
@Command(mixinStandardHelpOptions = true)
abstract class ServerCall implements Callable<Integer> {

    @ParentCommand
    private @Nullable AdminCommand admin; // picocli sets it

    /** Asks, and answers the exit code. */
    abstract int ask(AdminClient client);

    @Override
    public final Integer call() {
        Target target = admin().target();
        try (AdminClient client = target.connect()) {
            return ask(client);
        } catch (StatusRuntimeException e) {
            return failed(e, target);
        }
    }

    AdminCommand admin() {
        if (admin == null) {
            throw new IllegalStateException("picocli has not set the command's own fields");
        }
        return admin;
    }

    Terminal terminal() {
        return admin().terminal();
    }

    /** What to say where the call itself has failed. */
    int failed(StatusRuntimeException failure, Target target) {
        return terminal().fail(problem(failure, target));
    }

    static String problem(StatusRuntimeException failure, Target target) {
        String description =
                Optional.ofNullable(failure.getStatus().getDescription()).orElse("no reason given");
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE ->
                target + ": cannot be reached ("
                        + description.lines().findFirst().orElse("") + cause(failure)
                        + "); start the server, or name another with --host, --port or --path";
            case DEADLINE_EXCEEDED -> target + ": does not answer in time";
            case UNIMPLEMENTED -> target + ": the server does not know this call";
            default -> target + ": " + failure.getStatus().getCode() + ": " + description;
        };
    }

    private static String cause(StatusRuntimeException failure) {
        return Optional.ofNullable(failure.getStatus().getCause())
                .map(cause -> ": " + cause.getMessage())
                .orElse("");
    }

    /** Prints the response, or the result on standard error where it is a refusal. */
    int print(Message response, Result result) {
        if (result.getCode() == ResultCode.SUCCESS) {
            terminal().out().println(text(response));
            return 0;
        }
        terminal().err().println(text(result));
        return 1;
    }

    static String text(Message message) {
        return TextFormat.printer().printToString(message);
    }
}
