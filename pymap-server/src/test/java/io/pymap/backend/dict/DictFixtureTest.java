package io.pymap.backend.dict;

import io.pymap.backend.FixtureBackendContract;
import io.pymap.mailbox.Backend;

class DictFixtureTest extends FixtureBackendContract {

    @Override
    protected Backend createBackend() {
        return DictBackendTest.backend(9);
    }
}
