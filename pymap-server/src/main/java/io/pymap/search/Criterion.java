package io.pymap.search;

import io.pymap.mailbox.Flags;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** Something that a message fulfils or not. */
@FunctionalInterface
public interface Criterion {

    boolean matches(Candidate message);

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
