package softac.lab.run;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import softac.autodiff.kernel.Kernels;

/**
 * Where and when a run took place. None of it changes what the run computes.
 *
 * @param softac version of this library
 * @param kernels family of the loops
 * @param threads that shared them
 * @param java version of the virtual machine
 * @param vm its name
 * @param system operating system and architecture
 * @param processors that the virtual machine may use
 * @param heapMegabytes the largest heap
 * @param started instant, UTC
 */
public record Machine(
        String softac,
        String kernels,
        int threads,
        String java,
        String vm,
        String system,
        int processors,
        long heapMegabytes,
        String started) {
    /**
     * This machine, now.
     *
     * @param kernels what is computed with
     * @param clock tells the time
     * @return its description
     */
    public static Machine here(Kernels kernels, Clock clock) {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                version(),
                kernels.family(),
                kernels.threads(),
                System.getProperty("java.runtime.version", "unknown"),
                System.getProperty("java.vm.name", "unknown"),
                System.getProperty("os.name", "unknown") + " " + System.getProperty("os.arch", ""),
                runtime.availableProcessors(),
                runtime.maxMemory() >> 20,
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** The version of this library, as its jar names it. */
    public static String version() {
        String version = Machine.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
