package softac.sac.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import softac.sac.agent.SacAgent;
import softac.sac.agent.SacV1;

/** The marks that the papers' equations ask for (see {@link Dependency}), by loss and what it depends on. */
final class PaperTables {
    /** J_V: V̂ is the online Qs' and the present policy's, at s alone (5). J_Q: the target is ψ̄'s (8). J_π: at s alone (12). */
    private static final String V1 = """
            loss     φ  θ₁  θ₂  ψ  ψ̄  s  a  r  s′  1 − d
            J_V      r  r   r   m  .  r  .  .  .   .
            J_Q      .  m   m   .  r  r  r  r  r   r
            J_pi     m  r   r   .  .  r  .  .  .   .
            targets  .  .   .   .  t  .  .  .  .   .
            """;

    /** J_Q: the target is θ̄'s, α's and the present policy's (6). J_π: at s alone (9). J(α): of log π at s (18). */
    private static final String V2 = """
            loss     φ  θ₁  θ₂  θ̄₁  θ̄₂  log α  s  a  r  s′  1 − d
            J_Q      r  m   m   r   r   r      r  r  r  r   r
            J_pi     m  r   r   .   .   r      r  .  .  .   .
            J_alpha  r  .   .   .   .   m      r  .  .  .   .
            targets  .  .   .   t   t   .      .  .  .  .   .
            """;

    private final Map<String, Map<String, String>> marks = new LinkedHashMap<>();
    private final boolean temperatureIsLearned;

    /** Where the paper asks for something. */
    record Cell(String loss, String on) {}

    /** The table of the agent's paper; where α is not learned, what it says of log α and J(α) is not asked for. */
    PaperTables(SacAgent agent) {
        temperatureIsLearned = agent.temperature().isLearned();
        List<String[]> rows = (agent instanceof SacV1 ? V1 : V2)
                .lines()
                .map(line -> line.split(" {2,}"))
                .toList();
        String[] heads = rows.get(0);
        for (String[] row : rows.subList(1, rows.size())) {
            Map<String, String> ofLoss = new LinkedHashMap<>();
            for (int k = 1; k < heads.length; k++) {
                ofLoss.put(heads[k], row[k]);
            }
            marks.put(row[0], ofLoss);
        }
    }

    /** What is asked for; nothing, where the paper knows no such loss or parameters. */
    String mark(String loss, String on) {
        return marks.getOrDefault(loss, Map.of()).getOrDefault(on, Dependency.NOTHING);
    }

    /** Every cell that must be there: an agent that lists a loss or a network less has not passed. */
    List<Cell> asked() {
        List<Cell> cells = new ArrayList<>();
        marks.forEach((loss, ofLoss) -> ofLoss.forEach((on, mark) -> {
            boolean ofTemperature = loss.equals("J_alpha") || on.equals("log α");
            if (!mark.equals(Dependency.NOTHING) && (temperatureIsLearned || !ofTemperature)) {
                cells.add(new Cell(loss, on));
            }
        }));
        return cells;
    }
}
