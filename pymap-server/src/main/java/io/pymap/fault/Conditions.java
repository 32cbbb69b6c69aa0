package io.pymap.fault;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * On which of the events of its trigger a rule acts. Immutable.
 *
 * @param first the first on which it acts, of those that fit, from 1
 * @param times on how many from there; none for all
 * @param connection on which connection only
 * @param others so many other connections of the user have to be logged in
 * @param when judged by code
 * @param chance for each event that fits
 */
record Conditions(
        int first,
        OptionalInt times,
        Optional<String> user,
        Optional<String> mailbox,
        OptionalInt connection,
        OptionalInt others,
        Optional<Predicate<? super ClientCommand>> when,
        Optional<Chance> chance) {

    static final Conditions NONE = new Conditions(
            1,
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty());

    /** @param probability from 0 to 1 */
    record Chance(double probability, long seed) {

        SplittableRandom random() {
            return new SplittableRandom(seed);
        }
    }

    /** Once, unless it has been said how often. */
    Conditions withFirst(int number) {
        OptionalInt most = times.isPresent() ? times : OptionalInt.of(1);
        return new Conditions(number, most, user, mailbox, connection, others, when, chance);
    }

    Conditions withTimes(int most) {
        return new Conditions(first, OptionalInt.of(most), user, mailbox, connection, others, when, chance);
    }

    Conditions withUser(String name) {
        return new Conditions(first, times, Optional.of(name), mailbox, connection, others, when, chance);
    }

    Conditions withMailbox(String name) {
        return new Conditions(first, times, user, Optional.of(name), connection, others, when, chance);
    }

    Conditions withConnection(int number) {
        return new Conditions(first, times, user, mailbox, OptionalInt.of(number), others, when, chance);
    }

    Conditions withOthers(int least) {
        return new Conditions(first, times, user, mailbox, connection, OptionalInt.of(least), when, chance);
    }

    Conditions withWhen(Predicate<? super ClientCommand> judge) {
        return new Conditions(first, times, user, mailbox, connection, others, Optional.of(judge), chance);
    }

    Conditions withChance(double probability, long seed) {
        return new Conditions(
                first, times, user, mailbox, connection, others, when, Optional.of(new Chance(probability, seed)));
    }

    /** @param otherConnections of the same user, logged in; asked for where it matters */
    boolean fit(ClientCommand command, IntSupplier otherConnections) {
        return user.filter(name -> !command.isOf(name)).isEmpty()
                && mailbox.filter(name -> !command.isIn(name)).isEmpty()
                && (connection.isEmpty() || connection.getAsInt() == command.connectionNumber())
                && (others.isEmpty() || otherConnections.getAsInt() >= others.getAsInt())
                && when.filter(judge -> !judge.test(command)).isEmpty();
    }

    /** Whether the rule acts on the event of that number, of those that fit. */
    boolean include(int number) {
        return number >= first && (times.isEmpty() || number < (long) first + times.getAsInt());
    }

    /** As rules have them when they are written as text, each behind a space. */
    String text() {
        StringBuilder text = new StringBuilder();
        user.ifPresent(name -> text.append(" user ").append(Words.written(name, false)));
        mailbox.ifPresent(name -> text.append(" mailbox ").append(Words.written(name, false)));
        connection.ifPresent(number -> text.append(" connection ").append(number));
        others.ifPresent(least -> text.append(" others ").append(least));
        boolean once = times.isPresent() && times.getAsInt() == 1;
        if (first > 1 || once) {
            text.append(" nth ").append(first);
        }
        if (times.isPresent() && !once) {
            text.append(" times ").append(times.getAsInt());
        }
        when.ifPresent(judge -> text.append(" when ").append(Words.CODE));
        chance.ifPresent(one -> text.append(" probability ")
                .append(one.probability())
                .append(" seed ")
                .append(one.seed()));
        return text.toString();
    }
}
