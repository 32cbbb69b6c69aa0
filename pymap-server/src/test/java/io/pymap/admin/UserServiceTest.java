package io.pymap.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.admin.grpc.DeleteUserRequest;
import io.pymap.admin.grpc.ListUsersRequest;
import io.pymap.admin.grpc.SetUserRequest;
import io.pymap.admin.grpc.UserResponse;
import io.pymap.auth.PasswordHash;
import io.pymap.mailbox.User;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserServiceTest extends AdminFixture {

    @Test
    void keepsPasswordsHashed() {
        try (AdminClient admin = admin()) {
            assertDone(
                    admin.users().setUser(set("carl", "pass", "admin").build()).getResult());

            User carl = dict.users().find("carl").orElseThrow();
            assertThat(carl.secret()).startsWith("$pbkdf2-sha256$");
            assertThat(new PasswordHash().verify("pass", carl.secret())).isTrue();
            assertThat(carl.isAdmin()).isTrue();
            UserResponse told = admin.users().getUser(get("carl"));
            assertThat(told.getData().getRolesList()).containsExactly("admin");
            assertThat(told.getData().hasPassword()).isFalse();
            assertThat(admin.users()
                            .listUsers(ListUsersRequest.getDefaultInstance())
                            .getUsersList())
                    .containsExactly("ann", "bob", "carl", "root");
        }
    }

    @Test
    void replacesOnlyWhatItIsToldTo() {
        try (AdminClient admin = admin()) {
            assertRefused(
                    admin.users().setUser(set("ann", "x").build()).getResult(),
                    "CannotReplaceUser",
                    "SetUser NO User already exists.");
            long tag = admin.users().getUser(get("ann")).getEntityTag();
            var tagged = set("ann", "y").setPreviousEntityTag(tag).build();

            UserResponse first = admin.users().setUser(tagged);
            assertDone(first.getResult());
            assertRefused(
                    admin.users().setUser(tagged).getResult(),
                    "CannotReplaceUser",
                    "SetUser NO The user has changed meanwhile; get it again.");
            assertDone(admin.users()
                    .setUser(set("ann", "z")
                            .setPreviousEntityTag(first.getEntityTag())
                            .build())
                    .getResult());
            assertDone(admin.users()
                    .setUser(set("ann", "over").setOverwrite(true).build())
                    .getResult());
        }
        assertThat(login("ann", "over")).isNotEmpty();
    }

    @Test
    void letsUsersChangeNothingButThemselves() {
        try (AdminClient ann = client(Optional.of(login("ann", "secret")))) {
            assertThat(ann.users()
                            .setUser(set("bob", "x").setOverwrite(true).build())
                            .getResult()
                            .getKey())
                    .isEqualTo("AuthorizationFailure");
            assertRefused(
                    ann.users()
                            .setUser(set("ann", "x", "admin").setOverwrite(true).build())
                            .getResult(),
                    "NotAllowedError",
                    "SetUser NO [CANNOT] Only administrators give roles.");
            assertDone(ann.users()
                    .setUser(set("ann", "mine").setOverwrite(true).build())
                    .getResult());
            assertThat(ann.users().getUser(get("ann")).getResult().getKey())
                    .as("a new password ends the token")
                    .isEqualTo("InvalidAuth");
        }
        assertThat(login("ann", "mine")).isNotEmpty();
    }

    @Test
    void deletesUsers() {
        try (AdminClient admin = admin()) {
            DeleteUserRequest request =
                    DeleteUserRequest.newBuilder().setUser("ann").build();
            assertDone(admin.users().deleteUser(request).getResult());
            String no = "NO [NONEXISTENT] User not found.";
            assertRefused(admin.users().deleteUser(request).getResult(), "UserNotFound", "DeleteUser " + no);
            assertRefused(admin.users().getUser(get("ann")).getResult(), "UserNotFound", "GetUser " + no);
        }
    }

    @Test
    void refusesUsersWhoCouldNotBe() {
        try (AdminClient admin = admin()) {
            for (SetUserRequest.Builder bad : List.of(
                    set("", "x"),
                    set("a\u0007", "x"),
                    set("\u2168", "x"),
                    set("dora", "\u0007"),
                    set("dora", ""),
                    set("dora", "x", "no role"))) {
                assertThat(admin.users().setUser(bad.build()).getResult().getKey())
                        .isEqualTo("NotAllowedError");
            }
            SetUserRequest.Builder params = set("dora", "x");
            params.getDataBuilder().putParams("k", "v");
            assertThat(admin.users().setUser(params.build()).getResult().getKey())
                    .isEqualTo("NotAllowedError");
            assertDone(admin.users()
                    .setUser(SetUserRequest.newBuilder().setUser("nopass").build())
                    .getResult());
        }
        assertThat(dict.users().names()).containsExactly("ann", "bob", "nopass", "root");
        assertThat(login("nopass", "")).isEmpty();
    }
}
