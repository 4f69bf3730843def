package softac.sac.check;

import java.util.List;
import java.util.stream.Stream;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacAgent;
import softac.sac.replay.Batch;

/**
 * What each loss of an agent reaches and what its optimiser moves, beside what the papers' equations ask for. An online
 * network in a target, a frozen target network, an action of the replay in the policy's loss, an optimiser that was given
 * too much: all of them agree with their numeric derivatives, and all of them show here.
 *
 * <pre>{@code
 * DependencyTable table = DependencyTable.of(agent, batch, Seed.of(1));
 * table.differences();          // [] or ["J_Q: θ̄₁ is neither reached nor moved, the paper asks for: reached"]
 * }</pre>
 *
 * @param cells loss by loss; in each the groups of parameters and then the inputs
 * @param differences to the table of the agent's paper, one line each; empty where all is as it should be
 */
public record DependencyTable(List<Dependency> cells, List<String> differences) {
    /** In the place of a loss: the end of an update, where the target networks follow. */
    public static final String TARGETS = "targets";

    /** Keeps copies. */
    public DependencyTable {
        cells = List.copyOf(cells);
        differences = List.copyOf(differences);
    }

    /**
     * Records the agent's losses on a batch, differentiates them, moves everything that they could depend on, and takes one
     * update; all on copies.
     *
     * @param agent not modified
     * @param batch not modified, in the agent's precision
     * @param noise of the actions drawn
     * @return the table
     */
    public static DependencyTable of(SacAgent agent, Batch batch, Seed noise) {
        List<Dependency> cells = new Audit(agent.copy(agent.kernels()), batch.copy(batch.kernels()), noise).cells();
        PaperTables paper = new PaperTables(agent);
        Stream<String> missing = paper.asked().stream()
                .filter(asked -> cells.stream()
                        .noneMatch(cell ->
                                cell.loss().equals(asked.loss()) && cell.on().equals(asked.on())))
                .map(asked ->
                        asked.loss() + ": " + asked.on() + " is not among what the agent lists, the paper asks for: "
                                + Dependency.words(paper.mark(asked.loss(), asked.on())));
        Stream<String> wrong = cells.stream()
                .filter(cell -> !cell.mark().equals(paper.mark(cell.loss(), cell.on())))
                .map(cell -> cell.loss() + ": " + cell.on() + " is " + Dependency.words(cell.mark())
                        + ", the paper asks for: " + Dependency.words(paper.mark(cell.loss(), cell.on())));
        return new DependencyTable(cells, Stream.concat(missing, wrong).toList());
    }

    /**
     * One cell.
     *
     * @param loss name of a loss, or {@link #TARGETS}
     * @param on symbol of a group of parameters, or name of an input
     * @throws IllegalArgumentException when there is none
     */
    public Dependency cell(String loss, String on) {
        return cells.stream()
                .filter(cell -> cell.loss().equals(loss) && cell.on().equals(on))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "dependency of " + loss + " on " + on + ": no such loss, parameters or input"));
    }

    /** What losses may depend on: symbols of the groups of parameters, then names of the inputs. */
    public List<String> columns() {
        return cells.stream().map(Dependency::on).distinct().toList();
    }
}
