package io.pymap.imap.engine;

import io.pymap.auth.AuthenticationException;
import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.mailbox.MailboxException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told when a command fails: the one place where exceptions become answers. */
final class ErrorReplies {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorReplies.class);

    private static final Map<Class<?>, ResponseCode> CODES = Map.of(
            MailboxException.NotFound.class, ResponseCode.NONEXISTENT,
            MailboxException.Gone.class, ResponseCode.EXPUNGE_ISSUED,
            MailboxException.AlreadyExists.class, ResponseCode.ALREADY_EXISTS,
            MailboxException.ReadOnly.class, ResponseCode.READ_ONLY,
            MailboxException.NotAllowed.class, ResponseCode.CANNOT,
            MailboxException.NoPermission.class, ResponseCode.NO_PERMISSION,
            MailboxException.OverQuota.class, ResponseCode.OVER_QUOTA,
            MailboxException.OverLimit.class, ResponseCode.LIMIT,
            MailboxException.Unavailable.class, ResponseCode.UNAVAILABLE);

    private ErrorReplies() {}

    /** @param command for the client to know which of its commands is meant; may be empty */
    static Reply of(RuntimeException failure, String session, String command) {
        if (failure instanceof SyntaxException) {
            return Reply.bad(command.isEmpty() ? text(failure) : command + ": " + text(failure));
        }
        if (failure instanceof Refusal refusal) {
            return Reply.no(refusal);
        }
        if (failure instanceof MailboxException refused) {
            return Reply.no(CODES.getOrDefault(refused.getClass(), ResponseCode.CANNOT), text(failure));
        }
        if (failure instanceof AuthenticationException refused) {
            return switch (refused.kind()) {
                case WRONG_CREDENTIALS -> Reply.no(ResponseCode.AUTHENTICATION_FAILED, text(failure));
                case NOT_AUTHORIZED -> Reply.no(ResponseCode.AUTHORIZATION_FAILED, text(failure));
                case MALFORMED -> Reply.bad(text(failure));
            };
        }
        LOG.error("{}: {} failed", session, command, failure);
        return Reply.no(ResponseCode.SERVER_BUG, "Internal error; the server's log says more.");
    }

    private static String text(RuntimeException failure) {
        String message = failure.getMessage();
        return message == null ? "Refused." : message;
    }
}
