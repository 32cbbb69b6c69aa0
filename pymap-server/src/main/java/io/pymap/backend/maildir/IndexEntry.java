package io.pymap.backend.maildir;

import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** One thing that {@code pymap-index} has to say of a folder. Later entries take precedence over earlier ones. */
sealed interface IndexEntry {

    /**
     * What is known when an index begins, always its first entry.
     *
     * @param forgottenTo mod-sequence up to which expunges may be missing
     */
    record Start(long uidValidity, long uidNext, long highestModSeq, long forgottenTo) implements IndexEntry {

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }

        @Override
        public int kind() {
            return 0;
        }

        @Override
        public void writeTo(DataOutputStream out) throws IOException {
            out.writeInt((int) uidValidity);
            out.writeLong(uidNext);
            out.writeLong(highestModSeq);
            out.writeLong(forgottenTo);
        }
    }

    /** A message has come. */
    record Added(
            long uid,
            long modSeq,
            Flags flags,
            InternalDate internalDate,
            long saveDate,
            String threadId,
            FileDetails file)
            implements IndexEntry {

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }

        @Override
        public int kind() {
            return 1;
        }

        @Override
        public void writeTo(DataOutputStream out) throws IOException {
            out.writeInt((int) uid);
            out.writeLong(modSeq);
            Forms.write(out, flags);
            out.writeLong(internalDate.epochSecond());
            out.writeInt(internalDate.offsetSeconds());
            out.writeLong(saveDate);
            out.writeUTF(threadId);
            file.writeTo(out);
        }
    }

    /** A message has other flags. */
    record Flagged(long uid, long modSeq, Flags flags) implements IndexEntry {

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }

        @Override
        public int kind() {
            return 2;
        }

        @Override
        public void writeTo(DataOutputStream out) throws IOException {
            out.writeInt((int) uid);
            out.writeLong(modSeq);
            Forms.write(out, flags);
        }
    }

    record Expunged(long uid, long modSeq) implements IndexEntry {

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }

        @Override
        public int kind() {
            return 3;
        }

        @Override
        public void writeTo(DataOutputStream out) throws IOException {
            out.writeInt((int) uid);
            out.writeLong(modSeq);
        }
    }

    /** Messages with lower UIDs are not recent. */
    record Claimed(long firstRecentUid) implements IndexEntry {

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }

        @Override
        public int kind() {
            return 4;
        }

        @Override
        public void writeTo(DataOutputStream out) throws IOException {
            out.writeLong(firstRecentUid);
        }
    }

    /** All annotations there are. */
    record Annotated(long modSeq, Annotations annotations) implements IndexEntry {

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }

        @Override
        public int kind() {
            return 5;
        }

        @Override
        public void writeTo(DataOutputStream out) throws IOException {
            out.writeLong(modSeq);
            Forms.write(out, annotations);
        }
    }

    /** The whole list. */
    record Granted(Acl acl) implements IndexEntry {

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }

        @Override
        public int kind() {
            return 6;
        }

        @Override
        public void writeTo(DataOutputStream out) throws IOException {
            Forms.write(out, acl);
        }
    }

    /**
     * Mod-sequences up to this one may have been told, though what they stand for was not on the disk yet when the machine
     * stopped.
     *
     * @param boot names the run of the machine; another one may have lost what came later
     */
    record Reserved(long upTo, String boot) implements IndexEntry {

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }

        @Override
        public int kind() {
            return 7;
        }

        @Override
        public void writeTo(DataOutputStream out) throws IOException {
            out.writeLong(upTo);
            out.writeUTF(boot);
        }
    }

    /** Takes each kind. */
    interface Visitor {

        void visit(Start start);

        void visit(Added added);

        void visit(Flagged flagged);

        void visit(Expunged expunged);

        void visit(Claimed claimed);

        void visit(Annotated annotated);

        void visit(Granted granted);

        void visit(Reserved reserved);
    }

    void accept(Visitor visitor);

    /** The mod-sequence that it gives; 0 where it gives none. */
    default long modSeq() {
        return 0;
    }

    /** The number of its kind in files: never another one. */
    int kind();

    /** Writes all but the kind. */
    void writeTo(DataOutputStream out) throws IOException;

    /** @throws IOException where it is none of that kind */
    static IndexEntry read(int kind, byte[] octets) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets));
        return switch (kind) {
            case 0 -> new Start(uid(in), in.readLong(), in.readLong(), in.readLong());
            case 1 ->
                new Added(
                        uid(in),
                        in.readLong(),
                        Forms.flags(in),
                        new InternalDate(in.readLong(), in.readInt()),
                        in.readLong(),
                        in.readUTF(),
                        FileDetails.read(in));
            case 2 -> new Flagged(uid(in), in.readLong(), Forms.flags(in));
            case 3 -> new Expunged(uid(in), in.readLong());
            case 4 -> new Claimed(in.readLong());
            case 5 -> new Annotated(in.readLong(), Forms.annotations(in));
            case 6 -> new Granted(Forms.acl(in));
            case 7 -> new Reserved(in.readLong(), in.readUTF());
            default -> throw new IOException("no entry of kind " + kind);
        };
    }

    private static long uid(DataInputStream in) throws IOException {
        return Integer.toUnsignedLong(in.readInt());
    }
}
