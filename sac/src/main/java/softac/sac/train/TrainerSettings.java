package softac.sac.train;

/**
 * How an agent is trained.
 *
 * @param steps environment steps in all, at least 1
 * @param warmup first steps taken with uniformly random actions and without updates; authors' code: 1,000
 * @param batchSize B transitions per update, at most the replay's capacity; papers: 256
 * @param replayCapacity transitions kept; papers: 1,000,000
 * @param updatesPerStep gradient updates per environment step after the warm-up, may be a fraction; papers: 1
 * @param evaluateEvery steps between evaluations, at least 1; papers: 1,000
 * @param evaluationEpisodes episodes of an evaluation, at least 1
 */
public record TrainerSettings(
        long steps,
        long warmup,
        int batchSize,
        int replayCapacity,
        double updatesPerStep,
        long evaluateEvery,
        int evaluationEpisodes) {
    /** Checks every range. */
    public TrainerSettings {
        check("steps", steps, steps >= 1, "at least 1");
        check("warm-up steps", warmup, warmup >= 0, "at least 0");
        check("batch size", batchSize, batchSize >= 1, "at least 1");
        check("replay capacity", replayCapacity, replayCapacity >= 1, "at least 1");
        check("batch size", batchSize, batchSize <= replayCapacity, "at most the replay's capacity " + replayCapacity);
        check("updates per step", updatesPerStep, updatesPerStep >= 0 && updatesPerStep <= 1e6, "between 0 and 1e6");
        check("steps between evaluations", evaluateEvery, evaluateEvery >= 1, "at least 1");
        check("evaluation episodes", evaluationEpisodes, evaluationEpisodes >= 1, "at least 1");
    }

    private static void check(String name, Number value, boolean allowed, String range) {
        if (!allowed) {
            throw new IllegalArgumentException(name + " " + value + ": must be " + range);
        }
    }
}
