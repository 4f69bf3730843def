package softac.mutants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs checks on the product as a class loader sees it. Each answers with what it complains of: nothing, if all is well. */
final class Checks {
    private final ClassLoader loader;

    Checks(ClassLoader loader) {
        this.loader = loader;
    }

    /** A check that is a class of its own, made anew by the loader; only classes of the JDK pass between the two. */
    @SuppressWarnings("unchecked") // a check is a Function from String to List<String>
    List<String> of(Class<? extends Function<String, List<String>>> check, String argument) {
        try {
            Constructor<?> constructor = loader.loadClass(check.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            return ((Function<String, List<String>>) constructor.newInstance()).apply(argument);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A Jupiter test of this suite.
     *
     * @param name its class, {@code #} and its method
     */
    List<String> ofTest(String name) {
        int hash = name.indexOf('#');
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(method(name.substring(0, hash), name.substring(hash + 1)))
                .filters(includeEngines("junit-jupiter"))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            LauncherFactory.create().execute(request, listener);
        } finally {
            thread.setContextClassLoader(before);
        }
        TestExecutionSummary summary = listener.getSummary();
        if (summary.getTestsFoundCount() == 0 && summary.getTotalFailureCount() == 0) {
            throw new IllegalStateException(name + ": no such test");
        }
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                .toList();
    }

    private MethodSelector method(String className, String name) {
        try {
            Class<?> type = loader.loadClass("softac." + className);
            Method method = Arrays.stream(type.getDeclaredMethods())
                    .filter(m -> m.getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(className + "#" + name + ": no such test"));
            return selectMethod(type, method);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
