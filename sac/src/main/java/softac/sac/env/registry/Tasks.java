package softac.sac.env.registry;

import java.util.List;
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

    private static final int LONGEST = 40; // of a name in a message

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

    private static String unknown(String typed) {
        String name = typed.length() > LONGEST ? typed.substring(0, LONGEST) + "…" : typed;
        String known = ALL.stream()
                .map(task -> task.alias() + " = " + task.id())
                .collect(Collectors.joining(", ", " (known: ", ")"));
        return Spelling.nearest(name, names())
                        .map(nearest -> "unknown task '" + name + "': did you mean '" + nearest + "'?")
                        .orElse("unknown task '" + name + "'")
                + known;
    }

    private static Stream<String> names() {
        return ALL.stream().flatMap(task -> Stream.of(task.alias(), task.id()));
    }
}
