package io.pymap.imap.extension;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Quota.Resource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** QUOTASET: SETQUOTA, for administrators. RFC 9208 4.1.3. */
public final class QuotaSet implements Extension {

    @Override
    public String name() {
        return "QUOTASET";
    }

    @Override
    public String source() {
        return "RFC 9208";
    }

    @Override
    public String summary() {
        return "Administrators set quotas";
    }

    @Override
    public Set<String> needs() {
        return Set.of(Quotas.NAME);
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.of("SETQUOTA", Authenticated.class, (in, words) -> {
            String root = in.space().astring();
            Map<Resource, Long> limits = limits(in.space());
            return session -> set(root, limits, session);
        }));
    }

    private static Map<Resource, Long> limits(ArgumentReader in) {
        Map<Resource, Long> limits = new EnumMap<>(Resource.class);
        in.expect('(');
        if (in.skip(')')) {
            return limits;
        }
        do {
            Resource resource = resource(in);
            limits.put(resource, in.space().number63());
        } while (in.skip(' '));
        in.expect(')');
        return limits;
    }

    private static Resource resource(ArgumentReader in) {
        String name = in.keyword();
        for (Resource resource : Resource.values()) {
            if (resource.name().equals(name)) {
                return resource;
            }
        }
        throw new Refusal(ResponseCode.CANNOT, "Quotas are of " + List.of(Resource.values()) + ".");
    }

    private static Reply set(String root, Map<Resource, Long> limits, Authenticated session) {
        Account account = Quotas.account(root, session);
        if (!session.admin()) {
            throw new Refusal(ResponseCode.NO_PERMISSION, "Only an administrator sets quotas.");
        }
        account.limit(limits);
        return Reply.ok("SETQUOTA completed.").with(Quotas.told(root, account));
    }
}
