package io.pymap.mailbox.lag;

import io.pymap.backend.AccountContract;
import io.pymap.mailbox.Backend;

class LaggingAccountContractTest extends AccountContract {

    @Override
    protected Backend createBackend() {
        return Lagging.dict();
    }
}
