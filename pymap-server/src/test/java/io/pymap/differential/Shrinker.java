package io.pymap.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Leaves out steps of a failing sequence for as long as it fails at the same point. */
final class Shrinker {

    private static final int MOST_TRIES = 80;

    /** Plays steps that are given. */
    interface Player {
        Duel.Result play(Duel.Source steps) throws IOException;
    }

    private final Player player;
    private int tries;

    Shrinker(Player player) {
        this.player = player;
    }

    /** The shortest that was found, or the one given where it does not fail again. */
    Duel.Result shrink(Duel.Result failing) throws IOException {
        Duel.Result shortest = failing;
        for (int chunk = Math.max(1, failing.steps().size() / 2); chunk >= 1; chunk /= 2) {
            int at = 0;
            while (at < shortest.steps().size() && tries < MOST_TRIES) {
                List<Step> fewer = new ArrayList<>(shortest.steps());
                fewer.subList(at, Math.min(fewer.size(), at + chunk)).clear();
                tries++;
                Duel.Result result = player.play(given(fewer));
                if (failsAlike(result, failing)) {
                    shortest = result;
                } else {
                    at += chunk;
                }
            }
        }
        return shortest;
    }

    private static boolean failsAlike(Duel.Result result, Duel.Result model) {
        return !result.isFine() && result.kind().equals(model.kind());
    }

    private static Duel.Source given(List<Step> steps) {
        Iterator<Step> iterator = steps.iterator();
        return clients -> {
            while (iterator.hasNext()) {
                Step step = iterator.next();
                Belief belief = clients.get(step.connection());
                if (step.text().equals("DONE") == belief.isIdling()) { // others make no sense once IDLE was left out
                    return Optional.of(step);
                }
            }
            return Optional.empty();
        };
    }
}
