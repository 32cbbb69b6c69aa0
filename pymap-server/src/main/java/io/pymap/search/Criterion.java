package io.pymap.search;

import io.pymap.mailbox.Flags;
import io.pymap.mailbox.MailboxException;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.ToIntBiFunction;

/** Something that a message fulfils or not. */
@FunctionalInterface
public interface Criterion {

    boolean matches(Candidate message);

    /** As {@link #matches}, but false for a message whose octets are gone: RFC 2180 4.1 */
    default boolean isFulfilledBy(Candidate message) {
        try {
            return matches(message);
        } catch (MailboxException.Gone e) {
            return false;
        }
    }

    /** Fulfilled by every message. */
    Criterion ALL = new Criterion() {
        @Override
        public boolean matches(Candidate message) {
            return true;
        }

        @Override
        public Optional<Narrowed> narrow(Positions positions) {
            return Optional.of(new Narrowed(Narrowed.all(positions.size()), true));
        }
    };

    /** This criterion in a mailbox of that extent: {@code *} is a number now. To be called before {@link #matches}. */
    default Criterion within(Extent extent) {
        return this;
    }

    /** This criterion as it is fulfilled roughly, where that makes sense. RFC 6203. */
    default Criterion fuzzy() {
        return this;
    }

    /** How well a message fulfils this that does: from 1 to 100. RFC 6203 4. */
    default int relevancy(Candidate message) {
        return Scorer.MOST;
    }

    /** Where messages may be that fulfil this; empty where it cannot be said without looking at them. */
    default Optional<Narrowed> narrow(Positions positions) {
        return Optional.empty();
    }

    /** That part of it that names messages by their numbers or UIDs: a search looks at no others. */
    default Criterion scope() {
        return ALL;
    }

    static Criterion allOf(List<Criterion> criteria) {
        return criteria.size() == 1 ? criteria.get(0) : new AllOf(criteria);
    }

    static Criterion not(Criterion criterion) {
        return new Not(criterion);
    }

    static Criterion either(Criterion first, Criterion second) {
        return new Either(first, second);
    }

    /** Every one of them. */
    record AllOf(List<Criterion> criteria) implements Criterion {
        public AllOf {
            criteria = List.copyOf(criteria);
        }

        @Override
        public boolean matches(Candidate message) {
            for (Criterion criterion : criteria) {
                if (!criterion.matches(message)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Optional<Narrowed> narrow(Positions positions) {
            List<Optional<Narrowed>> each = criteria.stream()
                    .map(criterion -> criterion.narrow(positions))
                    .toList();
            boolean all = each.stream().allMatch(Optional::isPresent);
            return each.stream()
                    .flatMap(Optional::stream)
                    .reduce(Narrowed::and)
                    .map(narrowed -> new Narrowed(narrowed.places(), narrowed.exact() && all));
        }

        @Override
        public Criterion scope() {
            return new AllOf(criteria.stream().map(Criterion::scope).toList());
        }

        @Override
        public Criterion fuzzy() {
            return new AllOf(criteria.stream().map(Criterion::fuzzy).toList());
        }

        /** No chain is stronger than its weakest part. */
        @Override
        public int relevancy(Candidate message) {
            return criteria.stream()
                    .mapToInt(criterion -> criterion.relevancy(message))
                    .min()
                    .orElse(Scorer.MOST);
        }

        @Override
        public Criterion within(Extent extent) {
            return new AllOf(
                    criteria.stream().map(criterion -> criterion.within(extent)).toList());
        }
    }

    /** What is not fulfilled. */
    record Not(Criterion criterion) implements Criterion {
        @Override
        public boolean matches(Candidate message) {
            return !criterion.matches(message);
        }

        /** What does not fulfil the other, where that is known of every message. */
        @Override
        public Optional<Narrowed> narrow(Positions positions) {
            return criterion.narrow(positions).filter(Narrowed::exact).map(narrowed -> {
                BitSet others = Narrowed.all(positions.size());
                others.andNot(narrowed.places());
                return new Narrowed(others, true);
            });
        }

        @Override
        public Criterion within(Extent extent) {
            return new Not(criterion.within(extent));
        }
    }

    /** The flag is set. */
    record HasFlag(String flag) implements Criterion {
        @Override
        public boolean matches(Candidate message) {
            return flag.equals(Flags.RECENT)
                    ? message.recent()
                    : message.message().flags().contains(flag);
        }

        @Override
        public Optional<Narrowed> narrow(Positions positions) {
            return Optional.of(new Narrowed(positions.withFlag(flag), true));
        }
    }

    /** At least one of two. */
    record Either(Criterion first, Criterion second) implements Criterion {
        @Override
        public boolean matches(Candidate message) {
            return first.matches(message) || second.matches(message);
        }

        @Override
        public Optional<Narrowed> narrow(Positions positions) {
            return first.narrow(positions)
                    .flatMap(one -> second.narrow(positions).map(one::or));
        }

        @Override
        public Criterion fuzzy() {
            return new Either(first.fuzzy(), second.fuzzy());
        }

        @Override
        public int relevancy(Candidate message) {
            return Math.max(
                    first.matches(message) ? first.relevancy(message) : 0,
                    second.matches(message) ? second.relevancy(message) : 0);
        }

        @Override
        public Criterion within(Extent extent) {
            return new Either(first.within(extent), second.within(extent));
        }
    }

    /** The flag is set; {@link Flags#RECENT} is that of the session. */
    static Criterion flag(String flag) {
        return new HasFlag(flag);
    }

    /** The date, where the message has it, compares so with the day: negative for before, as {@code compareTo} does. */
    static Criterion date(Function<Candidate, Optional<LocalDate>> which, LocalDate day, IntPredicate comparison) {
        return message -> which.apply(message)
                .filter(date -> comparison.test(date.compareTo(day)))
                .isPresent();
    }

    /** A field of that name has the text in its value; an empty text asks for any such field. RFC 9051 6.4.4. */
    static Criterion header(String name, String text) {
        return new HasText((message, scorer) -> message.scoreOfFields(name, scorer), text, new Needle(text));
    }

    /** The text is in the body. */
    static Criterion body(String text) {
        return new HasText(Candidate::scoreOfBody, text, new Needle(text));
    }

    /** The text is in the header or the body. */
    static Criterion text(String text) {
        return new HasText(
                (message, scorer) -> {
                    int header = message.scoreOfHeader(scorer);
                    return header == Scorer.MOST ? header : Math.max(header, message.scoreOfBody(scorer));
                },
                text,
                new Needle(text));
    }

    /** A text is in some place. */
    record HasText(ToIntBiFunction<Candidate, Scorer> place, String text, Scorer scorer) implements Criterion {
        @Override
        public boolean matches(Candidate message) {
            return relevancy(message) > 0;
        }

        @Override
        public int relevancy(Candidate message) {
            return place.applyAsInt(message, scorer);
        }

        @Override
        public Criterion fuzzy() {
            return new HasText(place, text, new FuzzyNeedle(text));
        }
    }
}
