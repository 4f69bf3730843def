package softac.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.nn.Initializer;
import softac.autodiff.nn.Mlp;
import softac.autodiff.optim.Adam;
import softac.autodiff.optim.Polyak;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/** Once warm, recording, differentiating and stepping allocate nothing: 0 bytes, also on threads that share the loops. */
final class TapeAllocationTest {
    @ParameterizedTest
    @EnumSource
    void theMeasurementSeesASingleAllocation(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        ReshapeMatrix[] kept = new ReshapeMatrix[1];
        assertThat(Allocation.inWindowsUntilNone(() -> kept[0] = kernels.create(1, 1)))
                .hasSizeGreaterThan(1)
                .allMatch(bytes -> bytes > 16_000);
    }

    @ParameterizedTest
    @MethodSource("softac.autodiff.kernel.TestKernels$Kind#all")
    void forwardBackwardAdamAndPolyak(TestKernels.Kind kind) {
        try (Kernels kernels = kind.kernels()) {
            Rng rng = Seed.of(1).rng();
            Tape tape = new Tape(kernels);
            Mlp policy = new Mlp("policy", kernels, Activation.RELU, 3, 16, 16, 4)
                    .initialize(Initializer.PYTORCH, kernels, rng);
            Mlp critic = new Mlp("critic", kernels, Activation.TANH, 5, 16, 1).initialize(Initializer.HE, kernels, rng);
            Mlp target = new Mlp("target", kernels, Activation.TANH, 5, 16, 1);
            Polyak.copy(kernels, critic.parameters(), target.parameters());
            Adam policyAdam = new Adam(kernels, policy.parameters(), Adam.Settings.of(1e-3));
            Adam criticAdam = new Adam(
                    kernels, critic.parameters(), Adam.Settings.of(1e-3).withMaxGradientNorm(1));
            ReshapeMatrix observations = Table.draw(10, 3, rng).matrix(kernels);
            assertThat(Allocation.inWindowsUntilNone(() -> {
                        tape.begin();
                        Tensor s = tape.constant(observations);
                        Tensor h = policy.apply(s);
                        Tensor sigma = h.columns(2, 4).clamp(-20, 2).exp();
                        Tensor epsilon = tape.constant(10, 2, rng);
                        Tensor u = h.columns(0, 2).add(sigma.mul(epsilon));
                        Tensor a = u.tanh();
                        Tensor logProbability = epsilon.square()
                                .scale(-0.5)
                                .sub(sigma.log())
                                .sub(u.logOneMinusTanhSquared())
                                .sumColumns();
                        Tensor sa = s.concat(a);
                        Tensor y = target.apply(sa).sub(logProbability.scale(0.2));
                        criticAdam.minimize(
                                "critic", critic.apply(sa).sub(y).square().mean());
                        Tensor q = critic.apply(sa).min(target.apply(sa));
                        policyAdam.minimize(
                                "policy", logProbability.scale(0.2).sub(q).mean());
                        Polyak.update(kernels, 0.005, critic.parameters(), target.parameters());
                    }))
                    .endsWith(0L);
        }
    }

    /** A loss of everything in the table, and several backward passes on one recording. */
    @ParameterizedTest
    @MethodSource("softac.autodiff.kernel.TestKernels$Kind#all")
    void aLossOfEverything(TestKernels.Kind kind) {
        try (Kernels kernels = kind.kernels()) {
            Tape tape = new Tape(kernels);
            Rng rng = Seed.of(2).rng();
            Parameter w = Table.draw(4, 4, () -> rng.uniform(0.5, 1.5)).parameter("w", kernels);
            Parameter b = Table.draw(1, 4, () -> rng.uniform(0.5, 1.5)).parameter("b", kernels);
            List<Parameter> both = List.of(w, b);
            List<Parameter> one = List.of(b);
            assertThat(Allocation.inWindowsUntilNone(() -> {
                        tape.begin();
                        Tensor x = tape.parameter(w);
                        Tensor c = tape.parameter(b);
                        Tensor y = x.affine(x, c, Activation.NONE)
                                .add(x.affine(x, c, Activation.RELU))
                                .add(x.affine(x, c, Activation.TANH))
                                .add(x.matmul(x.transpose()))
                                .mul(c.sigmoid())
                                .div(c.softplus())
                                .sub(x.neg())
                                .min(x.scale(9))
                                .max(x.abs());
                        Tensor z = y.relu()
                                .add(0.5)
                                .sqrt()
                                .log()
                                .concat(y.tanh().exp().clamp(-1, 1))
                                .columns(1, 7)
                                .sub(y.meanColumns())
                                .logOneMinusTanhSquared();
                        Tensor loss = z.square()
                                .sumRows()
                                .meanColumns()
                                .add(z.logSumExp().mean())
                                .add(z.sumColumns().meanRows())
                                .add(z.stopGradient().div(3).sum());
                        tape.differentiate(loss, both);
                        tape.differentiate(y.sum(), one);
                        if (!Double.isFinite(loss.item())) {
                            throw new AssertionError("loss " + loss.item());
                        }
                    }))
                    .endsWith(0L);
        }
    }

    /** Each by itself, whatever the table grows to. */
    @ParameterizedTest
    @MethodSource("softac.autodiff.kernel.TestKernels$Kind#all")
    void eachOperationOfTheTable(TestKernels.Kind kind) {
        try (Kernels kernels = kind.kernels()) {
            Tape tape = new Tape(kernels);
            Parameter p = Table.of(new double[] {0.5, 1}, new double[] {2, 1.5}).parameter("p", kernels);
            Parameter row = Table.row(0.5, 1).parameter("row", kernels);
            List<Parameter> named = List.of(p, row);
            Op[] all = Ops.all().toArray(new Op[0]);
            int[] arities = Stream.of(all)
                    .mapToInt(op -> Registry.of(op)
                            .draw()
                            .from(Seed.of(0).rng(), new Sizes(2, 2, 2, Sizes.Stretch.NONE))
                            .matrices()
                            .size())
                    .toArray();
            assertThat(Allocation.inWindowsUntilNone(() -> {
                        tape.begin();
                        for (int n = 0; n < all.length; n++) {
                            Tensor x = tape.parameter(p);
                            Tensor y = switch (arities[n]) {
                                case 1 -> tape.apply(all[n], x, 0, 1);
                                case 2 -> tape.apply(all[n], x, x);
                                default -> tape.apply(all[n], x, x, tape.parameter(row));
                            };
                            tape.differentiate(y.sum(), named);
                        }
                    }))
                    .endsWith(0L);
        }
    }
}
