package softac.lab.study;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.ReshapeMatrix;
import softac.autodiff.Parameter;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Noise;
import softac.sac.agent.PolicySample;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SquashedGaussianPolicy;
import softac.sac.theory.SquashedGaussian;

/**
 * The gradient of J_π(μ, ℓ) = E[α log π(a) − Q(a)], a = tanh u, u ~ N(μ, e^(2ℓ)), exactly and by the two kinds of
 * estimators, f(u) = α log π(tanh u) − Q(tanh u), ε = (u − μ)/σ:
 *
 * <pre>
 * reparameterised     ∇ f(μ + σ ε) with ε held                                        v1 (13), v2 (10)
 * likelihood ratio    f(u) ∇ log π(a), with baseline (f(u) − E[f]) ∇ log π(a);   ∇ log π(a) = (ε/σ, ε² − 1)
 * exact               ∫ f(u) ∇ log π(a) N(u; μ, σ²) du
 * </pre>
 *
 * The reparameterised one is the product's: {@link SquashedGaussianPolicy#squash} and the tape in double precision, one
 * row of the batch a sample. It sees only the slope of Q where it stands, the likelihood ratio only the height: the first
 * wins where Q is smooth, the second where Q is steep in few places.
 */
public final class GradientStudy {
    private static final int BATCH = 1_000;
    private static final double REACH = 9;
    private static final int MOST_HALVINGS = 14;

    private final SquashedGaussian policy;
    private final double temperature;
    private final Critic critic;

    /**
     * Poses the question.
     *
     * @param policy μ and σ
     * @param temperature α
     * @param critic Q
     */
    public GradientStudy(SquashedGaussian policy, double temperature, Critic critic) {
        this.policy = policy;
        this.temperature = temperature;
        this.critic = critic;
    }

    /** The exact gradient. */
    public record Gradient(double mean, double logDeviation) {}

    /**
     * Returns the gradient by the trapezoidal rule in u, refined until it stays; for an analytic integrand that vanishes at
     * both ends the error falls faster than any power of the step.
     *
     * @throws ArithmeticException if it does not settle, as where Q jumps
     */
    public Gradient exact() {
        return new Gradient(expectation(e -> f(e) * e / policy.deviation()), expectation(e -> f(e) * (e * e - 1)));
    }

    /** f(μ + σ ε). */
    private double f(double epsilon) {
        return temperature * policy.logDensityOf(epsilon) - critic.plain().applyAsDouble(policy.action(epsilon));
    }

    /** E[g(ε)] with the step halved until two results agree to 1e-13. */
    private static double expectation(DoubleUnaryOperator g) {
        double coarse = trapezoid(g, 32);
        for (int i = 1; i <= MOST_HALVINGS; i++) {
            double fine = trapezoid(g, 32 << i);
            if (Math.abs(fine - coarse) <= 1e-13 * (1 + Math.abs(fine))) {
                return fine;
            }
            coarse = fine;
        }
        throw new ArithmeticException("gradient study: the quadrature does not settle; Q must be smooth");
    }

    private static double trapezoid(DoubleUnaryOperator g, int intervals) {
        double step = 2 * REACH / intervals;
        double sum = 0;
        for (int i = 0; i <= intervals; i++) {
            double e = -REACH + i * step;
            sum += StrictMath.exp(-e * e / 2) * g.applyAsDouble(e);
        }
        return sum * step / Math.sqrt(2 * Math.PI);
    }

    /**
     * Returns the product's estimate.
     *
     * @param batches of 1,000 samples
     * @param noise ε
     */
    public Estimate reparameterised(int batches, Noise noise) {
        Kernels kernels = Kernels.scalar(Precision.FLOAT64, 1);
        Tape tape = new Tape(kernels);
        SquashedGaussianPolicy squashed = new SquashedGaussianPolicy(kernels, 1, 1, SacConfig.v2());
        Parameter head = new Parameter("head", kernels, BATCH, 2);
        for (int i = 0; i < BATCH; i++) {
            kernels.set(head.value(), i, 0, policy.mean());
            kernels.set(head.value(), i, 1, StrictMath.log(policy.deviation()));
        }
        PolicySample drawn = new PolicySample();
        Estimate.Sums sums = new Estimate.Sums();
        for (int n = 0; n < batches; n++) {
            tape.begin();
            squashed.squash(tape.parameter(head), noise, drawn);
            Tensor losses = drawn.logProbability()
                    .scale(temperature)
                    .sub(critic.onTape().apply(drawn.action()));
            tape.differentiate(losses.sum(), List.of(head));
            ReshapeMatrix gradient = head.gradient(); // row i: the gradient of sample i alone
            for (int i = 0; i < BATCH; i++) {
                sums.add(kernels.get(gradient, i, 0), kernels.get(gradient, i, 1));
            }
        }
        return sums.estimate();
    }

    /**
     * Returns the likelihood-ratio estimate.
     *
     * @param batches of 1,000 samples
     * @param noise ε
     */
    public Estimate likelihoodRatio(int batches, Noise noise) {
        return likelihoodRatio(batches, noise, 0);
    }

    /**
     * Returns the likelihood-ratio estimate with E[f] as its baseline, which is what a perfect value function gives.
     *
     * @param batches of 1,000 samples
     * @param noise ε
     */
    public Estimate likelihoodRatioWithBaseline(int batches, Noise noise) {
        return likelihoodRatio(batches, noise, -policy.worth(critic.plain(), temperature));
    }

    private Estimate likelihoodRatio(int batches, Noise noise, double baseline) {
        Estimate.Sums sums = new Estimate.Sums();
        for (long n = 0; n < (long) batches * BATCH; n++) {
            double e = noise.normal();
            double advantage = f(e) - baseline;
            sums.add(advantage * e / policy.deviation(), advantage * (e * e - 1));
        }
        return sums.estimate();
    }
}
