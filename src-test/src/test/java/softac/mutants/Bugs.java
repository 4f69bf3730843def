package softac.mutants;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import softac.embed.Jvm;

/**
 * Bugs the return cannot see: the product, and the product with each of ten mistakes, trained on Pendulum; one virtual
 * machine for each run. Writes the table of returns into the book after every seed. {@code benchmarks/bugs [seed …]}.
 */
final class Bugs {
    private static final List<String> NAMES = List.of(
            "ε inside the log",
            "truncation kept as termination",
            "Q₁ in place of the minimum",
            "the scale σ missing in log π",
            "no correction for tanh",
            "v2: target of the online θ, undetached",
            "v2: target of the online θ, detached",
            "no entropy in the target",
            "log α in place of α in J(α)",
            "J_Q and J_V without ½");

    private static final String PRODUCT = "none: the product as it is";
    private static final List<String> STEPS = List.of("5000", "10000", "20000");

    /** Mistake → steps → the return of each seed. */
    private final Map<String, Map<String, List<Double>>> returns = new LinkedHashMap<>();

    private final Path scratch;

    private Bugs(Path scratch) {
        this.scratch = scratch;
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> seeds = args.length == 0 ? List.of("1", "2", "3") : Arrays.asList(args);
        BugTables.write("rules", BugTables.rules());
        BugTables.write("losses", BugTables.losses());
        Bugs bugs = new Bugs(Files.createTempDirectory("bugs"));
        for (int n = 0; n < seeds.size(); n++) {
            bugs.train(PRODUCT, PatchedClasses.none(), seeds.get(n));
            for (LossMutants.Planted planted : planted()) {
                bugs.train(planted.toString(), PatchedClasses.of(planted.mutant()), seeds.get(n));
            }
            BugTables.write("returns", bugs.table(seeds.subList(0, n + 1)));
        }
    }

    /** The mistakes that are trained with. */
    static List<String> names() {
        return NAMES;
    }

    private static List<LossMutants.Planted> planted() {
        return NAMES.stream()
                .map(name -> LossMutants.all()
                        .filter(planted -> planted.toString().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    @SuppressWarnings("SystemOut")
    private void train(String name, PatchedClasses classes, String seed) throws IOException, InterruptedException {
        Path patched = Files.createTempDirectory(scratch, "classes");
        classes.writeTo(patched);
        String classPath = patched + File.pathSeparator + System.getProperty("java.class.path");
        Jvm.Result result = Jvm.here(classPath, scratch).withLanes().run(PendulumRun.class.getName(), seed);
        Map<String, List<Double>> ofMistake = returns.computeIfAbsent(name, absent -> new LinkedHashMap<>());
        for (String steps : STEPS) {
            double reached = result.out().stream()
                    .filter(line -> line.startsWith(steps + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(steps.length() + 1)))
                    .findFirst()
                    .orElse(Double.NaN); // it failed before
            ofMistake.computeIfAbsent(steps, absent -> new ArrayList<>()).add(reached);
        }
        System.err.println("seed " + seed + ", " + name + ": " + result.out()
                + (result.exitCode() == 0 ? "" : " failed: " + result.err()));
    }

    private String table(List<String> seeds) {
        String which = seeds.size() == 1
                ? "seed " + seeds.get(0)
                : "the worst and the best of the seeds " + String.join(", ", seeds);
        StringBuilder table = new StringBuilder("Mean of 100 deterministic returns, " + which
                + ".\n\n| mistake | 5,000 steps | 10,000 steps | 20,000 steps | caught by |\n"
                + "|---|---|---|---|---|\n");
        returns.forEach((name, ofMistake) -> table.append("| ")
                .append(name)
                .append(ofMistake.values().stream().map(Bugs::range).collect(Collectors.joining(" | ", " | ", " | ")))
                .append(planted().stream()
                        .filter(planted -> planted.toString().equals(name))
                        .flatMap(planted -> Stream.of(BugTables.catchers(planted)))
                        .findFirst()
                        .orElse("–"))
                .append(" |\n"));
        return table.toString();
    }

    private static String range(List<Double> reached) {
        double worst = reached.stream().mapToDouble(x -> x).min().orElseThrow();
        double best = reached.stream().mapToDouble(x -> x).max().orElseThrow();
        return Double.isNaN(worst)
                ? "failed"
                : reached.size() == 1
                        ? String.format(Locale.ROOT, "%.0f", worst)
                        : String.format(Locale.ROOT, "%.0f … %.0f", worst, best);
    }
}
