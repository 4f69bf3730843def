package softac.benchmarks.race;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;

/** The race at one size and precision: check everybody, warm everybody up, then rounds of slices in rotating order. */
final class Heat {
    private final Sizes sizes;
    private final Precision precision;
    private final Children children;
    private final PrintWriter out;

    Heat(Sizes sizes, Precision precision, Children children, PrintWriter out) {
        this.sizes = sizes;
        this.precision = precision;
        this.children = children;
        this.out = out;
    }

    /**
     * Runs it.
     *
     * @param entrants who takes part
     * @param rounds number of slices of each
     * @param warmUp seconds before them
     * @param slice seconds of one
     * @return amounts a second of every entrant, one for each round
     * @throws ContenderFailure when one ends early or does not agree
     */
    Map<Entrant, double[]> run(List<Entrant> entrants, int rounds, double warmUp, double slice) throws IOException {
        Snapshot start = Check.start(sizes);
        start.write(children.directory().resolve(Task.START));
        Snapshot ours = Check.result(new Ours(Kernels.scalar(precision), sizes, start), start);
        Map<Entrant, double[]> speeds = new LinkedHashMap<>();
        List<Child> field = new ArrayList<>();
        List<double[]> lanes = new ArrayList<>();
        try {
            for (Entrant entrant : entrants) {
                Child child = new Child(entrant, children);
                field.add(child);
                String agreement = check(child, start, ours);
                out.println("- " + entrant + ": " + String.join(", ", child.about()) + "; fastest way "
                        + child.warm(warmUp) + agreement);
                lanes.add(new double[rounds]);
                speeds.put(entrant, lanes.get(lanes.size() - 1));
            }
            for (int round = 0; round < rounds; round++) {
                for (int n = 0; n < field.size(); n++) {
                    int turn = (n + round) % field.size();
                    lanes.get(turn)[round] = field.get(turn).slice(slice);
                }
            }
        } finally {
            field.forEach(Child::close);
        }
        return speeds;
    }

    /** Every way of a contender must compute what we compute; says how near the farthest is. */
    private String check(Child child, Snapshot start, Snapshot ours) throws IOException {
        Agreement worst = new Agreement(0, 0);
        for (Map.Entry<String, Path> way : child.checked().entrySet()) {
            Agreement agreement = Agreement.of(start, ours, Snapshot.read(way.getValue()));
            if (!agreement.holds(precision)) {
                throw new ContenderFailure("no race: " + child.entrant() + ", " + way.getKey()
                        + ", computes something else: " + agreement);
            }
            worst = worst.and(agreement);
        }
        return child.checked().isEmpty() ? "" : "; " + worst;
    }
}
