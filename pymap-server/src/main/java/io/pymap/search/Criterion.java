package io.pymap.search;

import io.pymap.mailbox.Flags;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Something that a message fulfils or not. */
@FunctionalInterface
public interface Criterion {

    boolean matches(Candidate message);

    /** Fulfilled by every message. */
    Criterion ALL = message -> true;

    static Criterion allOf(List<Criterion> criteria) {
        List<Criterion> all = List.copyOf(criteria);
        return all.size() == 1 ? all.get(0) : message -> {
            for (Criterion criterion : all) {
                if (!criterion.matches(message)) {
                    return false;
                }
            }
            return true;
        };
    }

    static Criterion not(Criterion criterion) {
        return message -> !criterion.matches(message);
    }

    static Criterion either(Criterion first, Criterion second) {
        return message -> first.matches(message) || second.matches(message);
    }

    /** The flag is set; {@link Flags#RECENT} is that of the session. */
    static Criterion flag(String flag) {
        return flag.equals(Flags.RECENT) ? Candidate::recent : message -> message.message()
                .flags()
                .contains(flag);
    }

    /** One of the dates of the message, where it has it, lies before, on or after the day. */
    static Criterion date(
            Function<Candidate, Optional<LocalDate>> which, LocalDate day, boolean before, boolean on, boolean after) {
        return message -> which.apply(message)
                .filter(date -> date.isBefore(day) ? before : date.isAfter(day) ? after : on)
                .isPresent();
    }

    /** A field of that name has the text in its value; an empty text asks for any such field. RFC 9051 6.4.4. */
    static Criterion header(String name, String text) {
        Needle needle = new Needle(text);
        return message -> {
            for (String value : message.header(name)) {
                if (needle.isIn(value)) {
                    return true;
                }
            }
            return false;
        };
    }

    /** The text is in the body. */
    static Criterion body(String text) {
        Needle needle = new Needle(text);
        return message -> message.bodyContains(needle);
    }

    /** The text is in the header or the body. */
    static Criterion text(String text) {
        Needle needle = new Needle(text);
        return message -> message.headerContains(needle) || message.bodyContains(needle);
    }
}
