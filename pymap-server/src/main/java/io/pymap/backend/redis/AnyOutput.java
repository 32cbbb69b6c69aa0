package io.pymap.backend.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes whatever Redis answers: octets, numbers, nothing, and lists of these. */
final class AnyOutput extends CommandOutput<byte[], byte[], @Nullable Object> {

    private final Deque<Part> open = new ArrayDeque<>();

    /** A list that is not complete yet. */
    private record Part(List<@Nullable Object> list, int length) {}

    AnyOutput() {
        super(ByteArrayCodec.INSTANCE, null);
    }

    @Override
    public void set(@Nullable ByteBuffer octets) {
        add(octets == null ? null : ByteArrayCodec.INSTANCE.decodeValue(octets));
    }

    @Override
    public void setSingle(@Nullable ByteBuffer octets) {
        set(octets);
    }

    @Override
    public void set(long number) {
        add(number);
    }

    @Override
    public void multi(int length) {
        if (length <= 0) {
            add(List.of());
        } else {
            open.push(new Part(new ArrayList<>(Math.min(length, 1 << 16)), length));
        }
    }

    private void add(@Nullable Object value) {
        Object complete = value;
        while (!open.isEmpty()) {
            Part part = open.peek();
            part.list.add(complete);
            if (part.list.size() < part.length) {
                return;
            }
            complete = Collections.unmodifiableList(open.pop().list);
        }
        output = complete;
    }
}
