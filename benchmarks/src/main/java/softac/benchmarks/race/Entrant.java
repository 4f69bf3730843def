package softac.benchmarks.race;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a contender's process is started.
 *
 * @param name of the contender
 * @param threads that it may use
 * @param command program and arguments
 * @param environment variables to set
 */
record Entrant(String name, int threads, List<String> command, Map<String, String> environment) {
    /** The names of our entrants and of the measure of all. */
    static final String OURS = "softac";

    static final String PRODUCT = "softac-256x256x256";
    static final String PEAK = "fma-peak";

    private static final List<String> LANES = List.of("--add-modules", "jdk.incubator.vector");
    private static final String DJL = "softac.benchmarks.djl.DjlContender";

    static Entrant ours(Task task) {
        return java(OURS, task, Ours.class.getName(), LANES);
    }

    static Entrant product(Task task) {
        return java(PRODUCT, task, SquareProduct.class.getName(), LANES);
    }

    /** By name: the class is compiled on its own, because of the module it uses. */
    static Entrant peak(Task task) {
        String main = Entrant.class.getPackageName() + ".VectorPeak";
        return java(PEAK, task, main, LANES);
    }

    /** By name: its module is built only for the race. */
    static Entrant djl(Task task) {
        return java(
                "djl-libtorch",
                task,
                DJL,
                List.of(
                        "-Dai.djl.offline=true",
                        "-Dai.djl.pytorch.num_threads=" + task.threads(),
                        "-Dai.djl.pytorch.num_interop_threads=1"));
    }

    static Entrant python(Task task, String python, String script) {
        List<String> command = new ArrayList<>(List.of(python, script));
        command.addAll(task.arguments());
        return new Entrant("pytorch", task.threads(), command, openMp(task.threads()));
    }

    private static Entrant java(String name, Task task, String main, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(task.arguments());
        return new Entrant(name, task.threads(), command, openMp(task.threads()));
    }

    private static Map<String, String> openMp(int threads) {
        String count = Integer.toString(threads);
        return Map.of("OMP_NUM_THREADS", count, "MKL_NUM_THREADS", count);
    }

    /** Whether it is measured in floating point operations instead of updates. */
    boolean countsOperations() {
        return name.equals(PRODUCT) || name.equals(PEAK);
    }

    @Override
    public String toString() {
        return name + " with " + threads + (threads == 1 ? " thread" : " threads");
    }
}
