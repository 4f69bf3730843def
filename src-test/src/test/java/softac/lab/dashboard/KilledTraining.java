package softac.lab.dashboard;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that holds a run's lock and adds rows to its table until it is killed. */
final class KilledTraining {
    private KilledTraining() {}

    /**
     * Begins.
     *
     * @param args the run folder
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path run = Path.of(args[0]);
        Path lockFile = run.resolve("run.lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock();
                Writer metrics = Files.newBufferedWriter(run.resolve("metrics.csv"))) {
            metrics.write("time/total_timesteps,eval/mean_reward\n");
            for (int step = 10; lock.isValid(); step += 10) { // never the last step of a run of 3
                metrics.write(step + "," + (-100.0 / step) + "\n");
                metrics.flush();
                Thread.sleep(100);
            }
        }
    }
}
