package softac.lab.run;

/**
 * How long and how often.
 *
 * @param steps environment steps in all
 * @param warmup first steps taken with uniformly random actions and without updates
 * @param updatesPerStep gradient updates per environment step after the warm-up, may be a fraction; papers: 1
 * @param replay transitions kept; papers: 1,000,000
 * @param evaluateEvery steps between evaluations; papers: 1,000
 * @param evaluateEpisodes deterministic episodes of an evaluation
 */
public record TrainingSettings(
        long steps, long warmup, double updatesPerStep, int replay, long evaluateEvery, int evaluateEpisodes) {
    /** Checks every range. */
    public TrainingSettings {
        Check.that("--steps", steps, steps >= 1, "at least 1", "10000");
        Check.that("--warmup", warmup, warmup >= 0, "at least 0", "1000");
        boolean allowed = updatesPerStep >= 0 && updatesPerStep <= 1000;
        Check.that("--updates-per-step", updatesPerStep, allowed, "between 0 and 1000", "1");
        Check.that("--replay", replay, replay >= 1, "at least 1", "100000");
        Check.that("--evaluate-every", evaluateEvery, evaluateEvery >= 1, "at least 1", "1000");
        Check.that("--evaluate-episodes", evaluateEpisodes, evaluateEpisodes >= 1, "at least 1", "10");
    }
}
