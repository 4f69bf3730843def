package softac.lab;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.check.Verdict;
import softac.autodiff.random.Seed;
import softac.lab.run.Run;
import softac.sac.check.Certificate;
import softac.sac.check.LossCertificate;
import softac.sac.train.Certifier;
import softac.sac.train.Trainer;
import softac.sac.train.TrainingListener;

/** Certificates during training, a line each; one that shows a mistake ends it. */
final class Certificates implements TrainingListener {
    private static final int BATCH = 32;
    private static final int ENTRIES = 8;
    private static final int DIRECTIONS = 8;

    private final Shell shell;
    private final Progress progress;
    private final TrainingListener certifier;

    /**
     * For one run.
     *
     * @param every steps between certificates, null for none
     */
    Certificates(Shell shell, Progress progress, @Nullable Long every, Run run) {
        this.shell = shell;
        this.progress = progress;
        Seed seed = Seed.of(run.settings().seed()).split("certificates");
        certifier = every == null
                ? new TrainingListener() {}
                : new Certifier(every, BATCH, GradientCheck.sample(ENTRIES, DIRECTIONS, seed), seed, this::print);
    }

    /**
     * Refuses a number of steps as typed.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    static void requireAllowed(@Nullable Long every) {
        if (every != null && every < 1) {
            throw new IllegalArgumentException(
                    "--certify-every " + every + ": must be at least 1, for example --certify-every 1000");
        }
    }

    @Override
    public void stepped(Trainer trainer) throws IOException {
        certifier.stepped(trainer);
    }

    private void print(Trainer trainer, Certificate certificate) {
        progress.clear();
        String verdicts = certificate.losses().stream()
                .map(loss -> loss.loss() + " " + text(loss))
                .collect(Collectors.joining(", "));
        shell.out()
                .println(String.format(Locale.ROOT, "%13s certificate: %s", Numbers.count(trainer.steps()), verdicts));
        List<String> mistakes = certificate.mistakes();
        if (!mistakes.isEmpty()) {
            throw new FailedCertificate("not certified after " + Numbers.count(trainer.steps()) + " steps", mistakes);
        }
    }

    private static String text(LossCertificate loss) {
        long undecided = loss.report().count(Verdict.UNDECIDED);
        return loss.report().count(Verdict.AGREES) + " of "
                + loss.report().derivatives().size() + " agree"
                + (undecided == 0 ? "" : ", " + undecided + " undecided");
    }
}
