package softac.benchmarks.brittleness;

import java.util.function.ToDoubleFunction;

/**
 * {@link Ddpg} once more, as its paper has it (Lillicrap et al. 2016, equations (4) to (6), algorithm 1), in loops over
 * arrays and with gradients from central differences: slow, and nothing in common with the tape. The numbers of a network
 * stand in one array, layer by layer: the weights (in × out) by rows, then the biases.
 */
final class PlainDdpg {
    private static final double H = 1e-5;

    /** (s, a, r, s′, d). */
    @SuppressWarnings("ArrayRecordComponent") // made and read by the check only; never compared
    record Transition(double[] s, double[] a, double r, double[] s2, boolean terminated) {}

    private final int[] hidden;
    private final int actions;
    private final double gamma;
    private final double tau;
    private final Moving actor;
    private final Moving critic;
    private final double[] targetActor;
    private final double[] targetCritic;

    /** Begins with these networks; the targets begin equal to them. */
    PlainDdpg(double[] actor, double[] critic, int[] hidden, int actions, double rate, double gamma, double tau) {
        this.hidden = hidden;
        this.actions = actions;
        this.gamma = gamma;
        this.tau = tau;
        this.actor = new Moving(actor.clone(), rate);
        this.critic = new Moving(critic.clone(), rate);
        targetActor = actor.clone();
        targetCritic = critic.clone();
    }

    /** Actor, critic, their targets: as they are now. */
    double[][] networks() {
        return new double[][] {actor.p, critic.p, targetActor, targetCritic};
    }

    /** μ(s) in (−1, 1)ᵐ. */
    double[] act(double[] s) {
        return mu(actor.p, s);
    }

    /** The four assignments at the end of algorithm 1. */
    void update(Transition[] batch) {
        double[] y = new double[batch.length];
        for (int i = 0; i < y.length; i++) {
            Transition t = batch[i];
            double bootstrap = t.terminated ? 0 : gamma * q(targetCritic, t.s2, mu(targetActor, t.s2));
            y[i] = t.r + bootstrap;
        }
        critic.descend(gradient(critic.p, theta -> {
            double loss = 0;
            for (int i = 0; i < y.length; i++) {
                double error = q(theta, batch[i].s, batch[i].a) - y[i];
                loss += error * error / 2 / y.length;
            }
            return loss;
        }));
        // (6): ∇_φ J = E[∇_a Q(s, a)|_{a = μ(s)} ∇_φ μ(s)]
        double[][] uphill = new double[batch.length][];
        for (int i = 0; i < uphill.length; i++) {
            double[] s = batch[i].s;
            uphill[i] = gradient(mu(actor.p, s), a -> q(critic.p, s, a));
        }
        actor.descend(gradient(actor.p, phi -> {
            double along = 0;
            for (int i = 0; i < uphill.length; i++) {
                double[] a = mu(phi, batch[i].s);
                for (int k = 0; k < a.length; k++) {
                    along -= uphill[i][k] * a[k] / batch.length;
                }
            }
            return along;
        }));
        follow(targetCritic, critic.p);
        follow(targetActor, actor.p);
    }

    private void follow(double[] target, double[] p) {
        for (int n = 0; n < p.length; n++) {
            target[n] = tau * p[n] + (1 - tau) * target[n];
        }
    }

    private double[] mu(double[] p, double[] s) {
        double[] a = network(p, s, actions);
        for (int k = 0; k < a.length; k++) {
            a[k] = StrictMath.tanh(a[k]);
        }
        return a;
    }

    private double q(double[] p, double[] s, double[] a) {
        double[] both = new double[s.length + a.length];
        System.arraycopy(s, 0, both, 0, s.length);
        System.arraycopy(a, 0, both, s.length, a.length);
        return network(p, both, 1)[0];
    }

    /** max(x W + b, 0) for each hidden layer, then x W + b. */
    private double[] network(double[] p, double[] x, int outputs) {
        double[] in = x;
        int begin = 0;
        for (int layer = 0; layer <= hidden.length; layer++) {
            boolean last = layer == hidden.length;
            double[] out = new double[last ? outputs : hidden[layer]];
            int biases = begin + in.length * out.length;
            for (int j = 0; j < out.length; j++) {
                out[j] = p[biases + j];
                for (int i = 0; i < in.length; i++) {
                    out[j] += in[i] * p[begin + i * out.length + j];
                }
                out[j] = last ? out[j] : Math.max(out[j], 0);
            }
            begin = biases + out.length;
            in = out;
        }
        return in;
    }

    /** (f(x + h) − f(x − h)) / 2h in each direction. */
    private static double[] gradient(double[] x, ToDoubleFunction<double[]> f) {
        double[] moved = x.clone();
        double[] gradient = new double[x.length];
        for (int n = 0; n < x.length; n++) {
            moved[n] = x[n] + H;
            double above = f.applyAsDouble(moved);
            moved[n] = x[n] - H;
            double below = f.applyAsDouble(moved);
            moved[n] = x[n];
            gradient[n] = (above - below) / (2 * H);
        }
        return gradient;
    }

    /** Parameters and what Adam remembers of them (Kingma and Ba 2015, algorithm 1). */
    private static final class Moving {
        private final double[] p;
        private final double[] m;
        private final double[] v;
        private final double rate;
        private int t;

        Moving(double[] p, double rate) {
            this.p = p;
            this.rate = rate;
            m = new double[p.length];
            v = new double[p.length];
        }

        void descend(double[] gradient) {
            t++;
            for (int n = 0; n < p.length; n++) {
                m[n] = 0.9 * m[n] + 0.1 * gradient[n];
                v[n] = 0.999 * v[n] + 0.001 * gradient[n] * gradient[n];
                double mean = m[n] / (1 - StrictMath.pow(0.9, t));
                double square = v[n] / (1 - StrictMath.pow(0.999, t));
                p[n] -= rate * mean / (Math.sqrt(square) + 1e-8);
            }
        }
    }
}
