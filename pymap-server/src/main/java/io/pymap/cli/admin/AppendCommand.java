package io.pymap.cli.admin;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.pymap.admin.AdminClient;
import io.pymap.admin.grpc.AppendRequest;
import io.pymap.admin.grpc.AppendResponse;
import io.pymap.admin.grpc.ResultCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "append",
        description =
                "Delivers a message. Prints one line for a mail system: an enhanced status code (RFC 3463) and text.",
        sortOptions = false)
final class AppendCommand extends ServerCall {

    /** RFC 3463: 2 is done, 4 may be tried again, 5 is for good. */
    private static final Map<String, String> STATUS = Map.of(
            "InvalidAuth", "5.7.8 Authentication credentials invalid",
            "AuthorizationFailure", "5.7.1 Not authorized to deliver to that user",
            "UserNotFound", "5.1.1 User unknown",
            "MailboxNotFound", "4.2.0 Message not deliverable",
            "MailboxReadOnly", "4.2.0 Message not deliverable",
            "AppendFailure", "4.2.0 Message not deliverable");

    private static final String DELIVERED = "2.0.0 Message delivered";
    private static final String TIMED_OUT = "4.4.2 Connection timed out";
    private static final String NOT_CONNECTED = "4.3.0 Connection failed";
    private static final String UNHANDLED = "4.3.0 Unhandled system error";

    /** More than that goes in pieces. */
    private static final int ONE_PIECE = 1 << 20;

    @Option(names = "--from", paramLabel = "ADDRESS", description = "Sender on the envelope.")
    private Optional<String> sender = Optional.empty();

    @Option(names = "--to", paramLabel = "ADDRESS", description = "Recipient on the envelope.")
    private Optional<String> recipient = Optional.empty();

    @Option(names = "--mailbox", paramLabel = "NAME", description = "Mailbox, in place of INBOX.")
    private Optional<String> mailbox = Optional.empty();

    @Option(
            names = "--timestamp",
            paramLabel = "SECONDS",
            description = "When it came in, in Unix time, in place of now.")
    private Optional<Long> timestamp = Optional.empty();

    @Option(names = "--data", paramLabel = "FILE", description = "The message, in place of standard input.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--flag", paramLabel = "FLAG", description = "A flag or keyword. Repeatable.")
    private List<String> flags = new ArrayList<>();

    @Option(names = "--flagged", description = "The message is flagged.")
    private boolean flagged;

    @Option(names = "--seen", description = "The message is seen.")
    private boolean seen;

    @Option(names = "--draft", description = "The message is a draft.")
    private boolean draft;

    @Option(names = "--deleted", description = "The message is deleted.")
    private boolean deleted;

    @Option(names = "--answered", description = "The message is answered.")
    private boolean answered;

    @Parameters(paramLabel = "USER", description = "Name of the user.")
    private String user = "";

    @Override
    int ask(AdminClient client) {
        AppendResponse response = data.isPresent()
                ? fromFile(client, data.get())
                : deliver(client, terminal().in());
        if (response.getResult().getCode() == ResultCode.SUCCESS) {
            terminal().err().println(text(response));
            terminal().out().println(DELIVERED);
            return 0;
        }
        terminal().err().println(text(response.getResult()));
        terminal().out().println(STATUS.getOrDefault(response.getResult().getKey(), UNHANDLED));
        return 1;
    }

    private AppendResponse fromFile(AdminClient client, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return deliver(client, in);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read", e);
        }
    }

    private AppendResponse deliver(AdminClient client, InputStream in) {
        try {
            byte[] beginning = in.readNBytes(ONE_PIECE);
            return beginning.length < ONE_PIECE
                    ? client.mailboxes()
                            .append(request().setData(Upload.octets(beginning)).build())
                    : Upload.send(
                            client, request().setData(Upload.octets(beginning)).build(), in);
        } catch (IOException e) {
            throw new UncheckedIOException("the message cannot be read", e);
        }
    }

    private AppendRequest.Builder request() {
        AppendRequest.Builder request = AppendRequest.newBuilder()
                .setUser(user)
                .addAllFlags(flags())
                .setWhen(timestamp.orElseGet(
                        () -> InstantSource.system().instant().getEpochSecond()));
        sender.ifPresent(request::setSender);
        recipient.ifPresent(request::setRecipient);
        mailbox.ifPresent(request::setMailbox);
        return request;
    }

    private List<String> flags() {
        List<String> all = new ArrayList<>(flags);
        Map<String, Boolean> system = Map.of(
                "\\Flagged", flagged, "\\Seen", seen, "\\Draft", draft, "\\Deleted", deleted, "\\Answered", answered);
        system.forEach((flag, isSet) -> {
            if (isSet) {
                all.add(flag);
            }
        });
        return all;
    }

    @Override
    int failed(StatusRuntimeException failure, Target target) {
        Status.Code code = failure.getStatus().getCode();
        String status = code == Status.Code.UNAVAILABLE ? NOT_CONNECTED : UNHANDLED;
        terminal().out().println(code == Status.Code.DEADLINE_EXCEEDED ? TIMED_OUT : status);
        return super.failed(failure, target);
    }
}
