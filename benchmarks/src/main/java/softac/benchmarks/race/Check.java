package softac.benchmarks.race;

import java.util.function.DoubleSupplier;
import org.ejml.data.DMatrixRMaj;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV2;
import softac.sac.env.Box;

/**
 * What every contender computes before it may race: {@value #UPDATES} updates from the same parameters, on the same batch,
 * with the same noise. More than one, because Adam's first step has the same size whatever the gradient's.
 */
public final class Check {
    /** Number of updates. */
    public static final int UPDATES = 3;

    /** Name of the losses in a result, a row (J_Q, J_π, J_α) for each update. */
    public static final String LOSSES = "losses";

    private Check() {}

    /**
     * Where it begins: parameters with targets that differ from the critics and an α that is not 1, a batch in which
     * some transitions end the task, noise. All rounded to float, so that no precision starts elsewhere.
     */
    public static Snapshot start(Sizes sizes) {
        Kernels kernels = Kernels.scalar(Precision.FLOAT32);
        Box box = Box.symmetric(sizes.actions(), 1);
        SacConfig config = SacConfig.v2().withHidden(sizes.hidden(), sizes.hidden());
        Snapshot start = new Snapshot();
        start.from(kernels, new SacV2(kernels, sizes.observations(), box, config, Seed.of(1)));
        Snapshot other = new Snapshot();
        other.from(kernels, new SacV2(kernels, sizes.observations(), box, config, Seed.of(2)));
        for (String name : start.names()) {
            if (name.startsWith("target")) {
                start.put(name, other.get(name));
            }
        }
        start.get("log_alpha").set(0, 0, -1.25);

        Rng rng = Seed.of(3).rng();
        int b = sizes.batch();
        start.put("batch.observation", draw(rng, b, sizes.observations()));
        start.put("batch.action", uniform(rng, b, sizes.actions()));
        start.put("batch.reward", draw(rng, b, 1));
        start.put("batch.next_observation", draw(rng, b, sizes.observations()));
        DMatrixRMaj notTerminated = new DMatrixRMaj(b, 1);
        for (int i = 0; i < b; i++) {
            notTerminated.set(i, 0, i % 8 == 0 ? 0 : 1);
        }
        start.put("batch.not_terminated", notTerminated);
        for (int u = 0; u < UPDATES; u++) {
            start.put("noise.next." + u, draw(rng, b, sizes.actions()));
            start.put("noise.now." + u, draw(rng, b, sizes.actions()));
        }
        return start;
    }

    private static DMatrixRMaj draw(Rng rng, int rows, int columns) {
        return fill(new DMatrixRMaj(rows, columns), rng::normal);
    }

    private static DMatrixRMaj uniform(Rng rng, int rows, int columns) {
        return fill(new DMatrixRMaj(rows, columns), () -> rng.uniform(-1, 1));
    }

    private static DMatrixRMaj fill(DMatrixRMaj matrix, DoubleSupplier source) {
        for (int i = 0; i < matrix.getNumElements(); i++) {
            matrix.set(i, (float) source.getAsDouble());
        }
        return matrix;
    }

    /**
     * Does the updates.
     *
     * @param contender at the start's parameters, its moments zero
     * @param start noise
     * @return all parameters afterwards, and the losses
     */
    public static Snapshot result(SacContender contender, Snapshot start) {
        DMatrixRMaj losses = new DMatrixRMaj(UPDATES, 3);
        for (int u = 0; u < UPDATES; u++) {
            double[] row = contender.update(start.get("noise.next." + u).data, start.get("noise.now." + u).data);
            for (int j = 0; j < row.length; j++) {
                losses.set(u, j, row[j]);
            }
        }
        Snapshot result = contender.parameters();
        result.put(LOSSES, losses);
        return result;
    }
}
