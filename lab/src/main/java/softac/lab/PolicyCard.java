package softac.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import softac.lab.plot.Curve;
import softac.lab.run.Chosen;
import softac.lab.run.Measured;
import softac.lab.run.RunFolder;
import softac.lab.run.RunSettings;
import softac.lab.run.Setting;
import softac.sac.agent.Policy;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SquashedGaussianPolicy;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;
import softac.sac.train.PolicyFile;
import softac.sac.train.file.SafeTensors;

/** A policy on a page: what it is made of, and which run made it. */
final class PolicyCard {
    private final PrintWriter out;
    private final Report report;

    PolicyCard(Shell shell) {
        out = shell.out();
        report = new Report(shell);
    }

    /** What stands in the file. */
    void policy(Path file) throws IOException {
        Policy policy = PolicyFile.load(file);
        SquashedGaussianPolicy network = policy.network();
        SacConfig config = policy.config();
        String sizes = Stream.of(
                        Stream.of(network.observationSize()),
                        config.hidden().stream(),
                        Stream.of(2 * network.actionSize()))
                .flatMap(layer -> layer)
                .map(String::valueOf)
                .collect(Collectors.joining("-"));
        long parameters = network.parameters().stream()
                .mapToLong(parameter -> (long) parameter.value().getNumRows()
                        * parameter.value().getNumCols())
                .sum();
        report.fact("policy", file + ", " + Numbers.count(Files.size(file)) + " bytes");
        report.fact(
                "network",
                sizes + " " + config.activation() + ", " + Numbers.count(parameters) + " parameters in "
                        + policy.precision().name().toLowerCase(Locale.ROOT));
        report.fact("observes", network.observationSize() + (network.observationSize() == 1 ? " number" : " numbers"));
        report.fact("acts in", policy.actions());
        report.fact("log σ in", "[" + config.logStdMin() + ", " + config.logStdMax() + "]");
        try (SafeTensors content = SafeTensors.open(file)) {
            report.fact("hash", content.require(SafeTensors.HASH));
        }
    }

    /** The run in whose folder the file lies. */
    void origin(RunFolder run, Path file) throws IOException {
        RunSettings settings = run.settings();
        Task task = Tasks.named(settings.task());
        out.println();
        report.fact("run", run.path());
        report.task(task);
        report.fact("algorithm", "SAC " + settings.algo() + ", seed " + settings.seed());
        Curve returns = Measured.of(run)
                .getOrDefault(Measured.RETURN, new Curve(new double[0], new double[0]))
                .finite();
        if (returns.size() > 0) {
            int at =
                    String.valueOf(file.getFileName()).startsWith("best") ? best(returns.values()) : returns.size() - 1;
            report.fact(
                    "learned for",
                    Numbers.count((long) returns.steps()[at]) + " of "
                            + Numbers.count(settings.training().steps()) + " steps");
            report.fact(
                    "return",
                    Numbers.reward(returns.values()[at]) + ", mean of "
                            + settings.training().evaluateEpisodes() + " episodes at that step; near-optimal control "
                            + Numbers.reward(task.bestReturn()));
        }
        Map<Setting, String> chosen = Chosen.of(settings);
        report.fact(
                "settings",
                chosen.isEmpty()
                        ? "those of the preset"
                        : "those of the preset, but "
                                + chosen.entrySet().stream()
                                        .map(setting -> setting.getKey().option() + " " + setting.getValue())
                                        .collect(Collectors.joining(" ")));
    }

    /** The first of the largest. */
    private static int best(double[] returns) {
        double most = Arrays.stream(returns).max().orElseThrow();
        return IntStream.range(0, returns.length)
                .filter(n -> returns[n] == most)
                .findFirst()
                .orElseThrow();
    }
}
