package softac.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import softac.lab.plot.Band;
import softac.lab.plot.Curve;
import softac.lab.plot.Picture;
import softac.lab.run.GroupFolder;
import softac.lab.run.Measured;
import softac.lab.run.Returns;
import softac.lab.run.RunFolder;
import softac.lab.run.RunGroup;
import softac.lab.run.RunSettings;
import softac.lab.run.SeedResult;
import softac.lab.run.SeedResult.State;
import softac.sac.env.registry.Tasks;
import softac.sac.train.file.AtomicFile;

/** What is printed about a group of seeds, and the two files about all of them. */
final class GroupReport {
    /** Of fewer seeds one resample in forty and more is the worst one alone: the bootstrap says no more than the range. */
    private static final int FEW = 4;

    private final PrintWriter out;
    private final Report report;
    private final GroupFolder group;

    GroupReport(Shell shell, GroupFolder group) {
        out = shell.out();
        report = new Report(shell);
        this.group = group;
    }

    /** What is about to be trained, and where it will be written. */
    void begin(RunSettings settings, int atOnce) {
        int n = group.runs().size();
        report.task(Tasks.named(settings.task()));
        report.fact(
                "algorithm",
                "SAC " + settings.algo() + ", "
                        + Numbers.count(settings.training().steps()) + " steps");
        report.fact("seeds", n + ", " + (atOnce == 1 ? "one after the other" : atOnce + " at once, each on one core"));
        report.fact("folder", group.path());
        report.columns(settings);
    }

    /** How each seed came out, all of them together, and what to do next. */
    void end(List<SeedResult> results, long steps, double seconds) throws IOException {
        if (steps > 0) {
            report.trained(steps, seconds);
        }
        out.println();
        row("seed", "steps", "mean return", "state hash");
        for (SeedResult result : results) {
            row(
                    Long.toString(result.seed()),
                    Numbers.count(result.steps()),
                    Numbers.reward(result.meanReturn()),
                    result.is(State.DONE)
                            ? result.hash().substring(0, 16) + "…"
                            : result.state().word());
        }
        returns(results);
        group.write(results);
        out.println();
        report.fact("curve", curve(results));
        if (!results.stream().allMatch(result -> result.is(State.DONE))) {
            report.fact("go on", "bin/sac resume " + group.path());
            return;
        }
        report.fact("compare", "bin/sac plot " + group.path() + " …");
        if (steps == 0) {
            long twice = 2 * results.get(0).steps();
            report.fact(
                    "done", "all seeds; for more: bin/sac resume " + group.path() + " --steps " + twice + " --force");
        }
    }

    private void row(String seed, String steps, String mean, String hash) {
        out.println(String.format(Locale.ROOT, "%6s %11s %13s  %s", seed, steps, mean, hash));
    }

    private void returns(List<SeedResult> results) {
        List<Curve> finals = results.stream()
                .filter(result -> result.is(State.DONE))
                .map(result -> new Curve(new double[] {0}, new double[] {result.meanReturn()}))
                .toList();
        if (finals.isEmpty()) {
            return;
        }
        Band band = Band.of(finals);
        out.println();
        out.println("mean return: of " + Returns.FINAL_EPISODES + " deterministic episodes, starts reset(0) … reset("
                + (Returns.FINAL_EPISODES - 1) + ")");
        out.println(String.format(
                Locale.ROOT,
                "  interquartile mean of %d seeds %11s%s",
                finals.size(),
                Numbers.reward(band.mean().values()[0]),
                finals.size() == 1
                        ? ""
                        : (finals.size() < FEW ? ", worst and best [" : ", 95 % confidence [")
                                + Numbers.reward(band.low().values()[0]) + ", "
                                + Numbers.reward(band.high().values()[0]) + "]"));
    }

    /** Where the picture is, or why there is none. It shows every seed that has not failed. */
    private String curve(List<SeedResult> results) throws IOException {
        List<RunFolder> shown = new ArrayList<>();
        for (int n = 0; n < results.size(); n++) {
            if (!results.get(n).is(State.FAILED)) {
                shown.add(group.runs().get(n));
            }
        }
        List<RunGroup> groups = RunGroup.of(shown);
        boolean measured = false;
        for (RunFolder run : shown) {
            measured |= Measured.of(run).containsKey(Measured.RETURN);
        }
        if (!measured) {
            return "none, there is no evaluation yet";
        }
        try {
            Picture.requireFonts();
        } catch (IOException e) {
            return "none, " + e.getMessage();
        }
        AtomicFile.write(group.curveFile(), new MetricChart(groups, Measured.RETURN, 1).png());
        return group.curveFile().toString();
    }
}
