package io.pymap.admin;

import io.grpc.stub.StreamObserver;
import io.pymap.admin.grpc.DeleteUserRequest;
import io.pymap.admin.grpc.GetUserRequest;
import io.pymap.admin.grpc.ListUsersRequest;
import io.pymap.admin.grpc.ListUsersResponse;
import io.pymap.admin.grpc.Result;
import io.pymap.admin.grpc.SetUserRequest;
import io.pymap.admin.grpc.SetUserRequest.BehaviorCase;
import io.pymap.admin.grpc.UserData;
import io.pymap.admin.grpc.UserGrpc;
import io.pymap.admin.grpc.UserResponse;
import io.pymap.auth.Authenticator;
import io.pymap.auth.PasswordHash;
import io.pymap.auth.SecretForm;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.User;
import io.pymap.mailbox.Users;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Users: themselves for everybody, all of them for administrators. */
final class UserService extends UserGrpc.UserImplBase {

    private static final Pattern ROLE = Pattern.compile("[a-z0-9-]{1,64}");

    /** No password matches it. */
    private static final String NO_SECRET = "";

    private final Users users;
    private final PasswordHash passwords;
    private final SecretForm form;
    private final SecureRandom random = new SecureRandom();

    /** @param form how new passwords are kept */
    UserService(Users users, PasswordHash passwords, SecretForm form) {
        this.users = users;
        this.passwords = passwords;
        this.form = form;
    }

    @Override
    public void getUser(GetUserRequest request, StreamObserver<UserResponse> to) {
        Answers.send(to, "GetUser", UserService::refused, () -> {
            Calls.knownCaller().require(request.getUser());
            return told("GetUser", existing(request.getUser()));
        });
    }

    @Override
    public void setUser(SetUserRequest request, StreamObserver<UserResponse> to) {
        Answers.send(to, "SetUser", UserService::refused, () -> told("SetUser", set(request)));
    }

    @Override
    public void deleteUser(DeleteUserRequest request, StreamObserver<UserResponse> to) {
        Answers.send(to, "DeleteUser", UserService::refused, () -> {
            Calls.knownCaller().require(request.getUser());
            if (!users.remove(request.getUser())) {
                throw Refusal.userNotFound();
            }
            return refused(Answers.success("DeleteUser"));
        });
    }

    @Override
    public void listUsers(ListUsersRequest request, StreamObserver<ListUsersResponse> to) {
        Answers.send(
                to,
                "ListUsers",
                result -> ListUsersResponse.newBuilder().setResult(result).build(),
                () -> {
                    Calls.knownCaller().requireAdmin();
                    return ListUsersResponse.newBuilder()
                            .setResult(Answers.success("ListUsers"))
                            .addAllUsers(users.names())
                            .build();
                });
    }

    private static UserResponse refused(Result result) {
        return UserResponse.newBuilder().setResult(result).build();
    }

    /** Without the secret: whoever may set a password need not know the old one. */
    private static UserResponse told(String call, User user) {
        return UserResponse.newBuilder()
                .setResult(Answers.success(call))
                .setUser(user.name())
                .setEntityTag(EntityTag.of(user))
                .setData(UserData.newBuilder().addAllRoles(new TreeSet<>(user.roles())))
                .build();
    }

    private User existing(String name) {
        return users.find(name).orElseThrow(Refusal::userNotFound);
    }

    private User set(SetUserRequest request) {
        Caller caller = Calls.knownCaller();
        caller.require(request.getUser());
        User after = user(request);
        if (!caller.isAdmin()) {
            setOwn(request, existing(after.name()), after);
        } else if (request.getBehaviorCase() == BehaviorCase.PREVIOUS_ENTITY_TAG) {
            users.replace(tagged(request, existing(after.name())), after);
        } else if (request.getOverwrite()) {
            users.put(after);
        } else {
            add(after);
        }
        return after;
    }

    private User user(SetUserRequest request) {
        UserData data = request.getData();
        String name = Authenticator.preparedName(request.getUser())
                .filter(request.getUser()::equals)
                .orElseThrow(() -> Refusal.notAllowed("Nobody could log in by that name: SASLprep would change it."));
        if (data.getParamsCount() > 0) {
            throw Refusal.notAllowed("This server keeps no parameters of users.");
        }
        if (!data.getRolesList().stream().allMatch(role -> ROLE.matcher(role).matches())) {
            throw Refusal.notAllowed("Roles are small letters, digits and '-'.");
        }
        return new User(
                name, data.hasPassword() ? secret(data.getPassword()) : NO_SECRET, Set.copyOf(data.getRolesList()));
    }

    private String secret(String password) {
        try {
            return passwords.secret(password, form, random);
        } catch (IllegalArgumentException e) {
            throw Refusal.notAllowed(e.getMessage() + ".");
        }
    }

    /** Whoever has gone does not come back by this, and nobody gets a role. */
    private void setOwn(SetUserRequest request, User before, User after) {
        if (!before.roles().containsAll(after.roles())) {
            throw Refusal.notAllowed("Only administrators give roles.");
        }
        users.replace(request.getOverwrite() ? before : tagged(request, before), after);
    }

    private static User tagged(SetUserRequest request, User stored) {
        boolean tagged = request.getBehaviorCase() == BehaviorCase.PREVIOUS_ENTITY_TAG;
        if (!Optional.of(request.getPreviousEntityTag())
                .filter(tag -> tagged && tag == EntityTag.of(stored))
                .isPresent()) {
            throw Refusal.cannotReplaceUser(
                    tagged ? "The user has changed meanwhile; get it again." : "User already exists.");
        }
        return stored;
    }

    private void add(User user) {
        try {
            users.add(user);
        } catch (MailboxException.AlreadyExists e) {
            throw Refusal.cannotReplaceUser("User already exists.");
        }
    }
}
