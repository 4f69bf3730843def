package softac.lab;

import java.util.List;
import softac.lab.run.Algorithm;
import softac.sac.agent.Loss;

/** What stands above each part of an explained update: the papers' equations, in the words of the code. */
final class Equations {
    private static final String REPARAMETERISED = "a = tanh u,  u = μ + σ ⊙ ε,  ε ~ N(0, I)";
    private static final String LOG_PI = "log π(a|s) = Σⱼ [log N(uⱼ; μⱼ, σⱼ) − log(1 − tanh² uⱼ)]";

    private Equations() {}

    /** Those of one loss, in the order in which they are computed. */
    static List<String> of(Algorithm paper, Loss loss) {
        return switch (paper + " " + loss.name()) {
            case "v1 J_V" ->
                List.of(
                        REPARAMETERISED,
                        LOG_PI,
                        "V̂(s) = minᵢ Q_θᵢ(s, a) − α log π(a|s)",
                        "J_V(ψ) = E[½ (V_ψ(s) − V̂(s))²]");
            case "v1 J_Q" -> List.of("Q̂(s, a) = r + γ (1 − d) V_ψ̄(s′)", "J_Q(θ) = Σᵢ E[½ (Q_θᵢ(s, a) − Q̂(s, a))²]");
            case "v2 J_Q" ->
                List.of(
                        "a′ = tanh u,  u = μ + σ ⊙ ε,  ε ~ N(0, I), at s′",
                        "y = r + γ (1 − d) (minᵢ Q_θ̄ᵢ(s′, a′) − α log π(a′|s′))",
                        "J_Q(θ) = Σᵢ E[½ (Q_θᵢ(s, a) − y)²]");
            case "v1 J_pi", "v2 J_pi" -> List.of(REPARAMETERISED, LOG_PI, "J_π(φ) = E[α log π(a|s) − minᵢ Q_θᵢ(s, a)]");
            case "v2 J_alpha" ->
                List.of("J(α) = E[−α (log π(a|s) + H̄)],  log π(a|s) as above, from before the policy's step");
            default -> throw new IllegalStateException("no equation for " + paper + " " + loss);
        };
    }

    /** How the target networks follow. */
    static String ofTargets(Algorithm paper) {
        return switch (paper) {
            case V1 -> "ψ̄ ← τ ψ + (1 − τ) ψ̄";
            case V2 -> "θ̄ᵢ ← τ θᵢ + (1 − τ) θ̄ᵢ";
        };
    }
}
