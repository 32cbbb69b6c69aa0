package io.pymap.backend.dict;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mailbox.Content;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContentStoreTest {

    private final ContentStore store = new ContentStore();

    @Test
    void knowsContentByTheHashOfItsOctets() {
        // The hash of "abc" is in FIPS 180-4's examples: ba7816bf 8f01cfea 414140de 5dae2223 ...
        ContentStore.Stored stored = store.put(Content.of(new byte[] {'a', 'b', 'c'}));

        assertThat(stored.emailId()).isEqualTo("Mba7816bf8f01cfea414140de5dae2223");
    }

    @Test
    void keepsEqualContentOnceAlsoAsPartOfMore() {
        ContentStore.Stored first = store.put(Content.of(new byte[] {1, 2, 3}));
        ContentStore.Stored again =
                store.put(Content.of(new byte[] {0, 1, 2, 3, 4}).slice(1, 3));

        assertThat(again.content()).isSameAs(first.content());
        assertThat(again.emailId()).isSameAs(first.emailId());
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void forgetsContentThatNobodyHolds() {
        ContentStore.Stored held = store.put(Content.of(new byte[] {1}));
        for (int i = 0; i < 100; i++) {
            store.put(Content.of(new byte[] {2, (byte) i}));
        }

        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (store.size() > 1 && Instant.now().isBefore(end)) {
            System.gc();
        }

        assertThat(store.size()).isEqualTo(1);
        assertThat(store.put(Content.of(new byte[] {1})).content()).isSameAs(held.content());
    }
}
