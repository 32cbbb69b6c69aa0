package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

class UidListFuzzTest {

    @FuzzTest
    void readsAnyFile(byte[] octets) {
        UidList.parse(octets).ifPresent(UidListFuzzTest::check);
    }

    @FuzzTest
    void readsAnyLinesBelowAHeader(byte[] octets) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("3 V1 N1\n1 :first\n".getBytes(US_ASCII));
        file.writeBytes(octets);

        UidList list = UidList.parse(file.toByteArray()).orElseThrow();

        assertThat(list.nextUid()).isGreaterThanOrEqualTo(2);
        check(list);
    }

    /** It reads its own writing, and every entry is found both ways, in ascending order, below the next UID. */
    private static void check(UidList list) {
        Optional<UidList> again = UidList.parse(list.octets());
        assertThat(again).contains(list);
        assertThat(again.orElseThrow().damaged()).isFalse();
        long[] last = {0};
        int[] count = {0};
        list.forEach((uid, base) -> {
            assertThat(uid).isGreaterThan(last[0]).isLessThan(list.nextUid());
            assertThat(list.baseOf(uid)).contains(base);
            assertThat(list.uidOf(base)).hasValue(uid);
            last[0] = uid;
            count[0]++;
        });
        assertThat(list.size()).isEqualTo(count[0]);
    }
}
