package dev.understudy.scenarios;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Scenarios that share a system end at the first failure: those that follow would only tell of it again, slowly. */
public final class EndsAtFirstFailure implements ExecutionCondition, TestExecutionExceptionHandler {

    private static final Namespace OWN = Namespace.create(EndsAtFirstFailure.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Object failed = context.getRoot().getStore(OWN).get(key(context));
        return failed == null
                ? ConditionEvaluationResult.enabled("nothing has failed yet")
                : ConditionEvaluationResult.disabled("skipped, since " + failed + " has failed");
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        context.getRoot().getStore(OWN).put(key(context), context.getDisplayName());
        throw failure;
    }

    private static String key(ExtensionContext context) {
        return context.getRequiredTestClass().getName();
    }
}
