package io.pymap.backend.dict;

import io.pymap.backend.AccountContract;
import io.pymap.mailbox.Backend;

class DictAccountTest extends AccountContract {

    @Override
    protected Backend createBackend() {
        return DictBackendTest.backend(8);
    }
}
