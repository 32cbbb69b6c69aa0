package io.pymap.disk;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The real attributes; a new time of the last change is noted down. */
record JournalledAttributes(PosixFileAttributeView real, Touch touch) implements PosixFileAttributeView {

    /** Sets the time and notes it down. */
    interface Touch {
        void set(FileTime time) throws IOException;
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public void setTimes(@Nullable FileTime modified, @Nullable FileTime accessed, @Nullable FileTime created)
            throws IOException {
        if (modified != null) {
            touch.set(modified);
        }
        real.setTimes(null, accessed, created);
    }

    @Override
    public UserPrincipal getOwner() throws IOException {
        return real.getOwner();
    }

    @Override
    public void setOwner(UserPrincipal owner) throws IOException {
        real.setOwner(owner);
    }

    @Override
    public PosixFileAttributes readAttributes() throws IOException {
        return real.readAttributes();
    }

    @Override
    public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
        real.setPermissions(permissions);
    }

    @Override
    public void setGroup(GroupPrincipal group) throws IOException {
        real.setGroup(group);
    }
}
