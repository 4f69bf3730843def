package softac.golden;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import softac.sac.theory.AllPolicies;
import softac.sac.theory.FiniteMdp;
import softac.sac.theory.MdpProblem;
import softac.sac.theory.SoftPolicyIteration;
import softac.sac.theory.TabularPolicy;

/** Kind "soft_mdp": soft evaluation, the optimum, soft policy iteration and soft Q-iteration on a finite process. */
final class SoftMdpGolden {
    private static final Tolerance PROBABILITY = Tolerance.absolute(1e-11);

    private final GoldenCase golden;
    private final FiniteMdp model;
    private final MdpProblem problem;

    private SoftMdpGolden(GoldenCase golden) {
        this.golden = golden;
        double[][] rewards = rows("/R");
        double[][][] transitions = new double[rewards.length][][];
        Arrays.setAll(transitions, s -> rows("/P/" + s));
        model = FiniteMdp.of(transitions, rewards);
        problem = new MdpProblem(model, golden.number("/gamma"), golden.number("/alpha"));
    }

    static void compare(GoldenCase golden) {
        SoftMdpGolden mdp = new SoftMdpGolden(golden);
        golden.compare("/S", mdp.model.states(), Tolerance.BITS);
        golden.compare("/A", mdp.model.actions(), Tolerance.BITS);
        mdp.compareEvaluation();
        mdp.compareOptimum();
        mdp.comparePolicyIteration();
        mdp.compareActionValueIteration();
    }

    private void compareEvaluation() {
        DMatrixRMaj value = problem.evaluate(TabularPolicy.of(rows("/policy")));
        golden.compare("/V_pi", value, Tolerance.VALUE);
        golden.compare("/Q_pi", problem.actionValue(value), Tolerance.VALUE);
    }

    private void compareOptimum() {
        SoftPolicyIteration optimum = SoftPolicyIteration.optimum(problem);
        golden.compare("/V_star", optimum.value(), Tolerance.VALUE);
        golden.compare("/Q_star", optimum.actionValue(), Tolerance.VALUE);
        golden.compare("/pi_star", probabilities(optimum.policy()), PROBABILITY);
    }

    private void comparePolicyIteration() {
        TabularPolicy uniform = TabularPolicy.uniform(model.states(), model.actions());
        SoftPolicyIteration now = SoftPolicyIteration.from(problem, new AllPolicies(), uniform);
        String list = "/soft_policy_iteration_from_uniform";
        for (int k = 0; k < golden.node(list).size(); k++) {
            SoftPolicyIteration next = now.next();
            golden.compare(list + "/" + k + "/Q", now.actionValue(), Tolerance.VALUE);
            golden.compare(list + "/" + k + "/V", now.value(), Tolerance.VALUE);
            golden.compare(list + "/" + k + "/pi_next", probabilities(next.policy()), PROBABILITY);
            now = next;
        }
    }

    private void compareActionValueIteration() {
        DMatrixRMaj q = new DMatrixRMaj(model.states(), model.actions());
        String list = "/soft_q_iteration_from_zero";
        for (int k = 0; k < golden.node(list).size(); k++) {
            q = problem.optimalityBackup(q);
            golden.compare(list + "/" + k, q, Tolerance.VALUE);
        }
    }

    private double[][] rows(String at) {
        double[][] rows = new double[golden.node(at).size()][];
        Arrays.setAll(rows, n -> golden.numbers(at + "/" + n));
        return rows;
    }

    private static double[] probabilities(TabularPolicy policy) {
        double[][] rows = new double[policy.states()][];
        Arrays.setAll(rows, policy::row);
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }
}
