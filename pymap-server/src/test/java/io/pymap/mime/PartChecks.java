package io.pymap.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What holds for every message, however broken: offsets nest, lines add up, numbers find the parts. */
final class PartChecks {

    private record Visit(MimePart part, List<Integer> path, boolean isMessage) {}

    private PartChecks() {}

    /** Walks all parts; answers how many there are. */
    static int check(MimePart message) {
        Deque<Visit> visits = new ArrayDeque<>(List.of(new Visit(message, List.of(), true)));
        int parts = 0;
        while (!visits.isEmpty()) {
            Visit visit = visits.pop();
            parts++;
            checkOctets(visit.part);
            checkInside(visit.part);
            // The message in a part has no number of its own: its first part shows it.
            boolean numbered = !visit.isMessage || visit.path.isEmpty();
            if (numbered) {
                assertThat(message.part(visit.path)).containsSame(visit.part);
            }
            if (visit.isMessage && !visit.part.isMultipart()) {
                assertThat(message.part(with(visit.path, 1))).containsSame(visit.part);
                assertThat(message.part(with(visit.path, 2))).isEmpty();
            }
            List<MimePart> children = visit.part.children();
            for (int i = 0; i < children.size(); i++) {
                visits.push(new Visit(children.get(i), with(visit.path, i + 1), false));
            }
            List<Integer> inner = visit.isMessage && visit.part.isMessage() ? with(visit.path, 1) : visit.path;
            visit.part.message().ifPresent(held -> visits.push(new Visit(held, inner, true)));
        }
        return parts;
    }

    private static List<Integer> with(List<Integer> path, int number) {
        List<Integer> longer = new ArrayList<>(path);
        longer.add(number);
        return longer;
    }

    private static void checkOctets(MimePart part) {
        Octets all = part.octets();
        Octets body = part.bodyOctets();
        assertThat(part.headerOctets().offset()).isEqualTo(all.offset());
        assertThat(part.headerOctets().end()).isEqualTo(body.offset());
        assertThat(body.end()).isEqualTo(all.end());
        long lineEnds = 0;
        for (int i = body.offset(); i < body.end(); i++) {
            lineEnds += body.array()[i] == '\n' ? 1 : 0;
        }
        assertThat(part.bodyLines()).isEqualTo(lineEnds);
    }

    private static void checkInside(MimePart part) {
        Octets body = part.bodyOctets();
        int from = body.offset();
        for (MimePart child : part.children()) {
            assertThat(child.octets().offset()).isBetween(from, body.end());
            assertThat(child.octets().end()).isBetween(from, body.end());
            from = child.octets().end();
        }
        assertThat(part.children().isEmpty()).isEqualTo(!part.isMultipart());
        assertThat(part.message().isPresent()).isEqualTo(part.isMessage());
        part.message().ifPresent(held -> {
            assertThat(held.octets().offset()).isEqualTo(body.offset());
            assertThat(held.octets().end()).isEqualTo(body.end());
        });
    }
}
