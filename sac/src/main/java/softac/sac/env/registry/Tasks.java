package softac.sac.env.registry;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import softac.sac.env.bandit.ContinuousBandit;
import softac.sac.env.classic.Pendulum;
import softac.sac.env.control.Hill;
import softac.sac.env.control.Lqr;

/** The tasks of this library. */
public final class Tasks {
    private static final List<Task> ALL = List.of(
            // returns measured: uniform actions over 300 starts; dynamic programming over Gymnasium's seeds 0..99
            new Task(
                    "Pendulum-v1",
                    "pendulum",
                    "swing a rod up with a weak motor and balance it",
                    200,
                    Pendulum::new,
                    -1238.5,
                    -133.3),
            // exact: random −(50/3 + 16/3 · 1225 + 50 · 16/3); best −P E[x²], P² = P + 1 (Riccati, γ = 1), E[x²] = 1/3
            new Task(
                    "Lqr-v0",
                    "lqr",
                    "scalar linear system with quadratic cost; closed-form optimum",
                    50,
                    Lqr::new,
                    -6816.67,
                    -0.5393),
            // exact: −E[(a − ½)²], a ~ U(−1, 1)
            new Task(
                    "ContinuousBandit-v0",
                    "bandit",
                    "one step, reward −(a − ½)²; closed-form optimum",
                    1,
                    ContinuousBandit::onePeak,
                    -7.0 / 12,
                    0),
            new Task(
                    "TwoPeakBandit-v0",
                    "bandit2",
                    "one step, reward −min((a − ½)², (a + ½)²); closed-form optimum",
                    1,
                    ContinuousBandit::twoPeaks,
                    -1.0 / 12,
                    0),
            // expected over 50 steps, by quadrature: uniform actions; dynamic programming with γ = 1
            new Task(
                    "Hill-v0",
                    "hill",
                    "stay on top of a smooth hill; optimum by quadrature",
                    50,
                    Hill::new,
                    19.20,
                    46.91));

    private Tasks() {}

    /** Returns every task, in the order in which to list them. */
    public static List<Task> all() {
        return ALL;
    }

    /**
     * Returns the task of an id or alias.
     *
     * @param name {@link Task#id} or {@link Task#alias}
     * @throws IllegalArgumentException if there is none; the message suggests the nearest name and lists all
     */
    public static Task named(String name) {
        return ALL.stream()
                .filter(task -> task.id().equals(name) || task.alias().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    }

    private static String unknown(String name) {
        String known = ALL.stream()
                .map(task -> task.alias() + " = " + task.id())
                .collect(Collectors.joining(", ", " (known: ", ")"));
        String wanted = name.toLowerCase(Locale.ROOT);
        return names().map(candidate -> new Suggestion(candidate, distance(wanted, candidate.toLowerCase(Locale.ROOT))))
                        .filter(suggestion ->
                                3 * suggestion.distance() <= suggestion.name().length())
                        .min(Comparator.comparingInt(Suggestion::distance))
                        .map(suggestion -> "unknown task '" + name + "': did you mean '" + suggestion.name() + "'?")
                        .orElse("unknown task '" + name + "'")
                + known;
    }

    private static Stream<String> names() {
        return ALL.stream().flatMap(task -> Stream.of(task.alias(), task.id()));
    }

    private record Suggestion(String name, int distance) {}

    /** Returns Levenshtein's distance: the least number of letters inserted, removed or replaced to turn s into t. */
    private static int distance(String s, String t) {
        int[] row = new int[t.length() + 1]; // row[j]: from the first i letters of s to the first j of t
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= s.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (s.charAt(i - 1) == t.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[t.length()];
    }
}
