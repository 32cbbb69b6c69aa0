package io.pymap.testcontainers.spring;

import io.pymap.testcontainers.PymapContainer;
import java.util.Optional;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.testcontainers.lifecycle.TestDescription;

/** Tells containers that are beans how a test has ended, as Testcontainers tells those in fields. */
final class FailureReport implements TestExecutionListener {

    FailureReport() {}

    @Override
    public void afterTestExecution(TestContext test) {
        if (test.getTestException() != null && test.hasApplicationContext()) {
            test.getApplicationContext()
                    .getBeansOfType(PymapContainer.class, true, false)
                    .values()
                    .forEach(container ->
                            container.afterTest(new Description(test), Optional.of(test.getTestException())));
        }
    }

    private record Description(TestContext test) implements TestDescription {

        @Override
        public String getTestId() {
            return test.getTestClass().getSimpleName() + " > "
                    + test.getTestMethod().getName();
        }

        @Override
        public String getFilesystemFriendlyName() {
            return test.getTestClass().getName() + "-" + test.getTestMethod().getName();
        }
    }
}
