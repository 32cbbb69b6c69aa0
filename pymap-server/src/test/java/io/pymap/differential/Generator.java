package io.pymap.differential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Makes up a sequence as it goes, all from one seed. */
final class Generator implements Duel.Source {

    private static final int FEWEST = 10;
    private static final int MOST = 30;

    private final Random random;
    private final Words words;
    private final List<Family> families = new ArrayList<>();
    private final boolean enabling;
    private final Set<Integer> asked = new HashSet<>();
    private int left;
    private Runnable afterOk = () -> {};

    /** @param offered the capabilities of both servers */
    Generator(long seed, Set<String> offered) {
        random = new Random(seed);
        words = new Words(random, offered);
        enabling = offered.contains("CONDSTORE") && random.nextInt(10) < 4;
        left = FEWEST + random.nextInt(MOST - FEWEST);
        families.addAll(BaseCommands.ALL);
        families.addAll(ExtensionCommands.ALL);
        families.removeIf(family -> !family.capability().isEmpty() && !offered.contains(family.capability()));
    }

    /** How many clients a sequence with this seed has: mostly one. */
    static int connections(long seed) {
        int choice = new Random(seed ^ 0x5DEECE66DL).nextInt(10);
        return choice < 5 ? 1 : choice < 8 ? 2 : 3;
    }

    @Override
    public Optional<Step> next(List<Belief> clients) {
        if (left-- <= 0) {
            return Optional.empty();
        }
        int connection = random.nextInt(clients.size());
        Belief belief = clients.get(connection);
        words.turnTo(connection, belief);
        afterOk = () -> {};
        if (belief.isIdling()) {
            return Optional.of(new Step(connection, "DONE"));
        }
        if (enabling && !asked.contains(connection)) {
            asked.add(connection);
            return Optional.of(new Step(connection, "ENABLE CONDSTORE"));
        }
        if (!belief.isSelected() && words.chance(45)) {
            return Optional.of(step(connection, families.get(0)));
        }
        return Optional.of(step(connection, choose(belief)));
    }

    private Step step(int connection, Family family) {
        Proposal proposal = family.maker().apply(words);
        afterOk = proposal.afterOk();
        return new Step(connection, proposal.text());
    }

    private Family choose(Belief belief) {
        boolean anyState = belief.isSelected() || words.chance(3);
        List<Family> fitting = families.stream()
                .filter(family -> anyState || family.where() == Family.Where.ANYWHERE)
                .toList();
        int choice = random.nextInt(fitting.stream().mapToInt(Family::weight).sum());
        for (Family family : fitting) {
            choice -= family.weight();
            if (choice < 0) {
                return family;
            }
        }
        throw new IllegalStateException("weights changed");
    }

    @Override
    public void answered(Step step, Answer answer) {
        Command command = Command.of(step.text());
        if (answer.isOk()) {
            afterOk.run();
        } else if (command.verb().equals("SELECT") || command.verb().equals("EXAMINE")) {
            words.unselects();
        }
    }
}
