package softac.mutants;

import java.util.List;
import java.util.stream.Stream;

/**
 * Mistakes in the losses and in what feeds them: every rule of the engine is right, and the gradient is that of a wrong
 * loss. A certificate, which differentiates a loss as it is written, agrees with it.
 */
final class LossMutants {
    private static final String AGENT = "sac/src/main/java/softac/sac/agent/";
    private static final String V1 = AGENT + "SacV1.java";
    private static final String V2 = AGENT + "SacV2.java";
    private static final String BOTH = AGENT + "SacAgent.java";
    private static final String TWIN = AGENT + "TwinQ.java";
    private static final String POLICY = AGENT + "SquashedGaussianPolicy.java";
    private static final String REPLAY = "sac/src/main/java/softac/sac/replay/ReplayBuffer.java";
    private static final String TRAINER = "sac/src/main/java/softac/sac/train/Trainer.java";
    private static final String LIMIT = "sac/src/main/java/softac/sac/env/TimeLimit.java";
    private static final String ADAM = "autodiff/src/main/java/softac/autodiff/optim/Adam.java";
    private static final String POLYAK = "autodiff/src/main/java/softac/autodiff/optim/Polyak.java";

    /** What catches a mistake: golden data, the dependency table, or a test of a closed form. */
    static final String GOLDEN_V1 = "golden sac_v1.json";

    static final String GOLDEN_V2 = "golden sac_v2.json";
    static final String GOLDEN_POLICY = "golden squashed_gaussian.json";
    static final String GOLDEN_MLP = "golden mlp.json";
    static final String DEPENDENCIES = "dependencies";

    private static final Mutant EPSILON = new Mutant(
            "ε inside the log", POLICY, "u.logOneMinusTanhSquared()", "u.tanh().square().neg().add(1 + 1e-6).log()");

    private LossMutants() {}

    /**
     * A mistake and what catches it.
     *
     * @param mutant in the product
     * @param caughtBy each of these by itself
     */
    record Planted(Mutant mutant, List<String> caughtBy) {
        /**
         * Whether the certificates agree all the same. An ε inside the log they notice, though its gradient is that of its
         * value: where 1 − tanh² is as small as ε, so many digits cancel that the differences wander out of their bars.
         */
        boolean isInvisible() {
            return !mutant.equals(EPSILON);
        }

        @Override
        public String toString() {
            return mutant.toString();
        }
    }

    private static Planted in(String file, String name, String text, String replacement, String... caughtBy) {
        return new Planted(new Mutant(name, file, text, replacement), List.of(caughtBy));
    }

    static Stream<Planted> all() {
        return Stream.of(targets(), critics(), policies(), logProbabilities(), temperatures(), around())
                .flatMap(part -> part);
    }

    private static Stream<Planted> targets() {
        return Stream.of(
                in(V1, "v1: γ dropped", ".scale(config.discount())", "", GOLDEN_V1),
                in(V2, "v2: γ dropped", ".scale(config.discount())", "", GOLDEN_V2),
                in(
                        V2,
                        "the end of the task does not stop the bootstrap",
                        "notTerminated.mul(v).scale",
                        "v.scale",
                        GOLDEN_V2,
                        DEPENDENCIES),
                in(
                        V1,
                        "v1: target of the online ψ",
                        "notTerminated.mul(targetValue.apply(s2))",
                        "notTerminated.mul(value.apply(s2))",
                        GOLDEN_V1,
                        DEPENDENCIES),
                in(
                        V2,
                        "v2: target of the online θ, undetached",
                        "targetQ.min(s2, next.action())",
                        "q.min(s2, next.action())",
                        GOLDEN_V2,
                        DEPENDENCIES),
                in(
                        V2,
                        "v2: target of the online θ, detached",
                        "targetQ.min(s2, next.action())",
                        "q.min(s2, next.action()).stopGradient()",
                        GOLDEN_V2,
                        DEPENDENCIES),
                in(
                        V2,
                        "no entropy in the target",
                        ".sub(temperature.alpha(tape).mul(next.logProbability()))",
                        "",
                        GOLDEN_V2,
                        DEPENDENCIES),
                in(
                        V2,
                        "α missing in the target",
                        ".sub(temperature.alpha(tape).mul(next.logProbability()))",
                        ".sub(next.logProbability())",
                        GOLDEN_V2,
                        DEPENDENCIES),
                in(
                        V2,
                        "a target network is not listed, so that nobody looks at it",
                        "groups.add(new ParameterGroup(\"θ̄₂\", \"target_q2\", targetQ.second().parameters()));",
                        "",
                        DEPENDENCIES),
                in(
                        V1,
                        "v1: V̂ of the action in the replay",
                        "Tensor softValue = softValueTarget(s, now);",
                        """
                        now.set(now.logStd(), now.u(), a, now.logProbability());
                        Tensor softValue = softValueTarget(s, now);
                        """,
                        GOLDEN_V1,
                        DEPENDENCIES),
                in(
                        V2,
                        "a′ drawn at s′, judged at the replay's a",
                        "Tensor y = target(r, s2, notTerminated, noise);",
                        """
                        policy.sample(s2, noise, next);
                        Tensor y = r.add(notTerminated
                                .mul(targetQ.min(s2, a).sub(temperature.alpha(tape).mul(next.logProbability())))
                                .scale(config.discount()));
                        """,
                        GOLDEN_V2));
    }

    private static Stream<Planted> critics() {
        return Stream.of(
                in(
                        TWIN,
                        "Q₁ in place of the minimum",
                        "first.apply(input).min(second.apply(input))",
                        "first.apply(input)",
                        GOLDEN_V1,
                        GOLDEN_V2,
                        DEPENDENCIES),
                in(
                        TWIN,
                        "the maximum in place of the minimum",
                        "first.apply(input).min(second.apply(input))",
                        "first.apply(input).max(second.apply(input))",
                        GOLDEN_V1,
                        GOLDEN_V2),
                in(BOTH, "J_Q and J_V without ½", ".mean().scale(0.5)", ".mean()", GOLDEN_V1, GOLDEN_V2),
                in(
                        BOTH,
                        "J_Q of Q₁ twice",
                        "halfMeanSquare(q.second().apply(input), y)",
                        "halfMeanSquare(q.first().apply(input), y)",
                        GOLDEN_V1,
                        GOLDEN_V2,
                        DEPENDENCIES),
                in(
                        BOTH,
                        "the critics' optimiser moves the policy too",
                        "new Adam(kernels, q.parameters(), adam())",
                        "new Adam(kernels, java.util.stream.Stream.concat("
                                + "q.parameters().stream(), policy.parameters().stream()).toList(), adam())",
                        GOLDEN_V2,
                        DEPENDENCIES));
    }

    private static Stream<Planted> policies() {
        return Stream.of(
                in(
                        BOTH,
                        "entropy punished",
                        "alpha.mul(drawn.logProbability()).sub(",
                        "alpha.mul(drawn.logProbability()).neg().sub(",
                        GOLDEN_V1,
                        GOLDEN_V2),
                in(
                        BOTH,
                        "α missing in J_π",
                        "alpha.mul(drawn.logProbability()).sub(",
                        "drawn.logProbability().sub(",
                        GOLDEN_V2,
                        DEPENDENCIES),
                in(
                        BOTH,
                        "J_π at a detached action",
                        "q.min(s, drawn.action())",
                        "q.min(s, drawn.action().stopGradient())",
                        GOLDEN_V1,
                        GOLDEN_V2),
                in(
                        POLICY,
                        "not reparameterised in σ",
                        "logStd.exp().mul(epsilon)",
                        "logStd.exp().stopGradient().mul(epsilon)",
                        GOLDEN_V1,
                        GOLDEN_V2,
                        GOLDEN_POLICY),
                in(
                        POLICY,
                        "log σ read as log σ² when drawing",
                        "logStd.exp().mul(epsilon)",
                        "logStd.scale(0.5).exp().mul(epsilon)",
                        GOLDEN_V1,
                        GOLDEN_V2,
                        GOLDEN_POLICY,
                        "sac.agent.SquashedGaussianPolicyTest#isADistributionOnTheOpenInterval"),
                in(POLICY, "log σ unbounded", ".clamp(logStdMin, logStdMax)", "", GOLDEN_POLICY));
    }

    private static Stream<Planted> logProbabilities() {
        String density = "sac.agent.SquashedGaussianPolicyTest#isADistributionOnTheOpenInterval";
        String pull = "sac.agent.SquashedGaussianPolicyTest#aSaturatedActionIsStillPulledBack";
        return Stream.of(
                in(
                        POLICY,
                        "no correction for tanh",
                        "gaussian.sub(u.logOneMinusTanhSquared()).sumColumns()",
                        "gaussian.sumColumns()",
                        GOLDEN_V2,
                        GOLDEN_POLICY,
                        density),
                in(
                        POLICY,
                        "the correction for tanh added",
                        "gaussian.sub(u.log",
                        "gaussian.add(u.log",
                        GOLDEN_V2,
                        GOLDEN_POLICY,
                        density),
                new Planted(EPSILON, List.of(GOLDEN_V2, GOLDEN_POLICY, pull)),
                in(
                        POLICY,
                        "the scale σ missing in log π",
                        ".scale(-0.5).sub(logStd)",
                        ".scale(-0.5)",
                        GOLDEN_V2,
                        GOLDEN_POLICY,
                        density),
                in(POLICY, "log(2π)/2 missing in log π", ".sub(HALF_LOG_2_PI)", "", GOLDEN_V2, GOLDEN_POLICY, density),
                in(
                        POLICY,
                        "−ε² in place of −ε²/2",
                        "epsilon.square().scale(-0.5)",
                        "epsilon.square().scale(-1)",
                        GOLDEN_V2,
                        GOLDEN_POLICY,
                        density));
    }

    private static Stream<Planted> temperatures() {
        return Stream.of(
                in(
                        V2,
                        "the target entropy with the other sign",
                        ".add(temperature.targetEntropy())",
                        ".sub(temperature.targetEntropy())",
                        GOLDEN_V2),
                in(
                        V2,
                        "log α in place of α in J(α)",
                        "temperature.alpha(tape).mul(shortfall)",
                        "tape.parameter(temperature.logAlpha()).mul(shortfall)",
                        GOLDEN_V2,
                        "sac.agent.TemperatureTest#temperatureLossIsItsOwnDerivativeInLogAlpha"),
                in(
                        V2,
                        "J(α) with the other sign",
                        ".mean().neg();",
                        ".mean();",
                        GOLDEN_V2,
                        "sac.agent.TemperatureTest#aLearnedTemperatureRisesBelowTheTargetEntropyAndFallsAboveIt"),
                in(
                        BOTH,
                        "the reward scale is forgotten",
                        ".scale(rewardScale)",
                        "",
                        "sac.agent.TemperatureTest#aRewardScaleIsTheInverseOfATemperature"));
    }

    private static Stream<Planted> around() {
        String replay = "sac.replay.ReplayBufferTest#aTransitionStaysWhole";
        return Stream.of(
                in(
                        TRAINER,
                        "truncation kept as termination",
                        "step.observation(), step.terminated());",
                        "step.observation(), step.done());",
                        "sac.agent.TruncationTest#onlyTerminationChangesWhatIsLearned"),
                in(
                        LIMIT,
                        "the time limit terminates",
                        "step.reward(), step.terminated(), truncated);",
                        "step.reward(), step.terminated() || truncated, truncated);",
                        "sac.env.TimeLimitTest#flagsOfTheTaskPassUnchangedBeforeTheLimitAndEndTheEpisode"),
                in(
                        REPLAY,
                        "s in the place of s′",
                        "kernels.gather(table, width, observationSize + actionSize + 1, rows, batch.nextObservation())",
                        "kernels.gather(table, width, 0, rows, batch.nextObservation())",
                        replay),
                in(REPLAY, "d in the place of 1 − d", "1 - terminated[rows[i]]", "terminated[rows[i]]", replay),
                in(
                        POLYAK,
                        "τ and 1 − τ exchanged",
                        "kernels.average(tau,",
                        "kernels.average(1 - tau,",
                        GOLDEN_V1,
                        GOLDEN_V2,
                        "autodiff.optim.PolyakTest#theTargetMovesByTauOfTheDifference"),
                in(
                        V2,
                        "the targets never follow",
                        "taken.follow(q.parameters(), targetQ.parameters());",
                        "",
                        GOLDEN_V2,
                        DEPENDENCIES),
                in(
                        ADAM,
                        "Adam without bias correction",
                        "settings.learningRate / oneMinusPower(settings.beta1, t)",
                        "settings.learningRate",
                        GOLDEN_V2,
                        GOLDEN_MLP,
                        "autodiff.optim.AdamTest#threeStepsAreThoseOfPyTorch"));
    }
}
