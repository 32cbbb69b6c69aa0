package io.pymap.imap.session;

import io.pymap.imap.syntax.UidSet;
import io.pymap.mailbox.CopiedUids;
import java.util.List;

/**
 * What stands in brackets in a status response. RFC 9051 7.1, RFC 5530.
 *
 * @param text without the brackets; ASCII, and nothing that came from outside
 */
public record ResponseCode(String text) {

    public static final ResponseCode ALREADY_EXISTS = new ResponseCode("ALREADYEXISTS");
    public static final ResponseCode AUTHENTICATION_FAILED = new ResponseCode("AUTHENTICATIONFAILED");
    public static final ResponseCode AUTHORIZATION_FAILED = new ResponseCode("AUTHORIZATIONFAILED");
    public static final ResponseCode CANNOT = new ResponseCode("CANNOT");
    public static final ResponseCode CLIENT_BUG = new ResponseCode("CLIENTBUG");
    public static final ResponseCode COMPRESSION_ACTIVE = new ResponseCode("COMPRESSIONACTIVE");
    public static final ResponseCode CLOSED = new ResponseCode("CLOSED");
    public static final ResponseCode EXPUNGE_ISSUED = new ResponseCode("EXPUNGEISSUED");
    public static final ResponseCode HAS_CHILDREN = new ResponseCode("HASCHILDREN");
    public static final ResponseCode LIMIT = new ResponseCode("LIMIT");
    public static final ResponseCode NONEXISTENT = new ResponseCode("NONEXISTENT");
    public static final ResponseCode NO_PERMISSION = new ResponseCode("NOPERM");
    public static final ResponseCode OVER_QUOTA = new ResponseCode("OVERQUOTA");
    public static final ResponseCode PRIVACY_REQUIRED = new ResponseCode("PRIVACYREQUIRED");
    public static final ResponseCode READ_ONLY = new ResponseCode("READ-ONLY");
    public static final ResponseCode READ_WRITE = new ResponseCode("READ-WRITE");
    public static final ResponseCode SERVER_BUG = new ResponseCode("SERVERBUG");
    public static final ResponseCode TOO_BIG = new ResponseCode("TOOBIG");
    public static final ResponseCode TRY_CREATE = new ResponseCode("TRYCREATE");
    public static final ResponseCode UNAVAILABLE = new ResponseCode("UNAVAILABLE");
    public static final ResponseCode UNKNOWN_CTE = new ResponseCode("UNKNOWN-CTE");

    public static ResponseCode capability(List<String> words) {
        return new ResponseCode("CAPABILITY " + String.join(" ", words));
    }

    /** RFC 4315 3. */
    public static ResponseCode appendUid(long uidValidity, List<Long> uids) {
        return new ResponseCode("APPENDUID " + uidValidity + " " + UidSet.of(uids));
    }

    /** RFC 4315 3. */
    public static ResponseCode copyUid(long uidValidity, CopiedUids uids) {
        return new ResponseCode(
                "COPYUID " + uidValidity + " " + UidSet.of(uids.source()) + " " + UidSet.of(uids.destination()));
    }

    /** RFC 9585 4. */
    public static ResponseCode inProgress(String tag, Untagged.Working work) {
        String counts = work.goal() > 0 ? work.done() + " " + work.goal() : "NIL NIL";
        return new ResponseCode("INPROGRESS (\"" + tag + "\" " + counts + ")");
    }

    /** RFC 9738 3.1. */
    public static ResponseCode messageLimit(long most, long lowestUid) {
        return new ResponseCode("MESSAGELIMIT " + most + " " + lowestUid);
    }

    /** One number after the name, as UIDNEXT has it. */
    public static ResponseCode of(String name, long number) {
        return new ResponseCode(name + " " + number);
    }
}
