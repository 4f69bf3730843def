package softac.benchmarks.race;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import softac.autodiff.kernel.Precision;
import softac.lab.ExitCode;

/** The command {@code benchmarks/race}. */
@Command(
        name = "benchmarks/race",
        header = "This library's SAC-v2 update against libtorch's, in turns on this machine.",
        description = "SAC_PYTHON=… names the Python whose PyTorch takes part too.",
        sortOptions = false)
public final class RaceCommand implements Callable<Integer> {
    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "n-m-hidden-batch",
            defaultValue = "17-6-64-64,3-1-64-100,17-6-256-256,17-6-512-1024",
            showDefaultValue = Visibility.ALWAYS,
            description = "observations-actions-hidden-batch, separated by commas")
    private List<Sizes> sizes = List.of();

    @Option(
            names = "--precision",
            defaultValue = "float32",
            showDefaultValue = Visibility.ALWAYS,
            description = "float32 or float64")
    private Precision precision = Precision.FLOAT32;

    @Option(
            names = "--rounds",
            defaultValue = "7",
            showDefaultValue = Visibility.ALWAYS,
            description = "slices of each contender")
    private int rounds;

    @Option(
            names = "--slice",
            defaultValue = "1",
            showDefaultValue = Visibility.ALWAYS,
            description = "seconds of a slice")
    private double slice;

    @Option(
            names = "--warm-up",
            defaultValue = "6",
            showDefaultValue = Visibility.ALWAYS,
            description = "seconds before the first slice")
    private double warmUp;

    @SuppressWarnings("UnusedVariable") // picocli reads the annotation
    @Option(names = "--help", usageHelp = true, description = "print this")
    private boolean help;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    private RaceCommand() {}

    /** Races and ends the process. */
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new RaceCommand())
                .registerConverter(Sizes.class, text -> convert(() -> Sizes.parse(text)))
                .registerConverter(Precision.class, text -> convert(() -> precision(text)))
                .setParameterExceptionHandler((e, given) -> complain(String.valueOf(e.getMessage()), ExitCode.USAGE))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (e instanceof ContenderFailure) {
                        return complain(String.valueOf(e.getMessage()), ExitCode.FAILED);
                    }
                    throw e;
                });
        System.exit(command.execute(arguments));
    }

    private static int complain(String message, int code) {
        System.err.println("benchmarks/race: " + message);
        return code;
    }

    private static <T> T convert(Callable<T> parse) throws Exception {
        try {
            return parse.call();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    private static Precision precision(String text) {
        return switch (text) {
            case "float32" -> Precision.FLOAT32;
            case "float64" -> Precision.FLOAT64;
            default -> throw new IllegalArgumentException("'" + text + "': must be float32 or float64");
        };
    }

    @Override
    public Integer call() throws IOException {
        if (rounds < 1 || !(slice > 0) || !(warmUp > 0)) {
            return complain("--rounds, --slice and --warm-up must be above 0", ExitCode.USAGE);
        }
        Children children = new Children();
        Optional<String> noPython = Python.missing();
        header();
        noPython.ifPresent(why -> out.println("PyTorch through Python is left out: " + why));
        for (Sizes size : sizes) {
            double flops = UpdateCost.flops(size);
            out.printf(Locale.ROOT, "%n%s, %s: %.3f GFLOP an update%n", size, text(precision), flops / 1e9);
            List<Entrant> entrants = entrants(size, children.directory(), noPython.isEmpty());
            Map<Entrant, double[]> speeds =
                    new Heat(size, precision, children, out).run(entrants, rounds, warmUp, slice);
            out.println();
            new Standings(speeds, flops).print(out);
        }
        return ExitCode.DONE;
    }

    /** Everybody with one thread and with all. */
    private List<Entrant> entrants(Sizes size, Path directory, boolean python) {
        List<Entrant> entrants = new ArrayList<>();
        for (int threads : new TreeSet<>(List.of(1, Runtime.getRuntime().availableProcessors()))) {
            Task task = new Task(size, precision, threads, directory);
            entrants.add(Entrant.ours(task));
            entrants.add(Entrant.djl(task));
            if (python) {
                entrants.add(Entrant.python(task, Python.program(), Python.SCRIPT));
            }
            entrants.add(Entrant.product(task));
            entrants.add(Entrant.peak(task));
        }
        return entrants;
    }

    private void header() throws IOException {
        out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", " + cpu() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors");
        out.println(System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version"));
        load().ifPresent(load -> out.println("Load average " + load + ": run it where nothing else runs"));
        out.printf(Locale.ROOT, "%d rounds, slices of %s s, one process running at a time%n", rounds, slice);
    }

    private static String cpu() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (Files.notExists(info)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    /** Work of others in the last minute; libtorch's threads wait by spinning, and suffer most. */
    private static Optional<Double> load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? Optional.empty() : Optional.of(load);
    }

    private static String text(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }
}
