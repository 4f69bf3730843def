package softac.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import softac.lab.run.Recorder;
import softac.lab.run.Run;
import softac.lab.run.RunFolder;
import softac.lab.run.RunLock;
import softac.lab.run.SourcedSettings;

/** Run folders of trainings that were stopped half-way. */
final class StoppedRun {
    private StoppedRun() {}

    /** Trains into a new folder, replacing an older one, with checkpoints after so many steps; stops after the last. */
    static void make(Path path, SourcedSettings settings, long... checkpoints) throws IOException {
        delete(path);
        RunFolder folder = RunFolder.create(path, settings);
        try (RunLock lock = RunLock.take(folder);
                Run run = new Run(settings.settings(), 1);
                Recorder recorder = Recorder.begin(lock, run, Clock.systemUTC(), () -> 0)) {
            for (long checkpoint : checkpoints) {
                while (run.trainer().steps() < checkpoint) {
                    run.trainer().advance(List.of(recorder));
                }
                recorder.save();
            }
            recorder.log("stopped after step " + run.trainer().steps());
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
