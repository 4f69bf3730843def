package softac.lab.run;

import org.jspecify.annotations.Nullable;

/**
 * What an update does.
 *
 * @param batch B, transitions per update; papers: 256
 * @param learningRate of Adam, for every network and log α; papers: 3e-4
 * @param discount γ; papers: 0.99
 * @param tau τ, share of the online network taken over by the target network per update; papers: 0.005
 * @param maxGradientNorm gradients of one optimiser are scaled down to this norm; papers: none, and so null
 */
public record LearningSettings(
        int batch,
        double learningRate,
        double discount,
        double tau,
        @Nullable Double maxGradientNorm) {
    /** Checks every range. */
    public LearningSettings {
        Check.that("--batch", batch, batch >= 1, "at least 1", "256");
        Check.that("--learning-rate", learningRate, Check.positive(learningRate), "above 0 and finite", "3e-4");
        Check.that("--discount", discount, discount >= 0 && discount <= 1, "between 0 and 1", "0.99");
        Check.that("--tau", tau, tau > 0 && tau <= 1, "above 0 and at most 1", "0.005");
        if (maxGradientNorm != null) {
            Check.that(
                    "--max-gradient-norm", maxGradientNorm, Check.positive(maxGradientNorm), "above 0 and finite", "1");
        }
    }
}
