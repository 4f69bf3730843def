package softac.lab.dashboard;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import softac.lab.Main;
import softac.lab.run.RunFolder;

/** Runs to be watched. */
final class TestRun {
    private TestRun() {}

    /** A short real run. */
    static RunFolder train(Path directory, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("train"));
        command.addAll(List.of(args));
        command.addAll(List.of("--out", "run"));
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int code = Main.run(nowhere, nowhere, directory, command.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("exit code " + code);
        }
        return RunFolder.open(directory.resolve("run"));
    }

    /** Takes its checkpoints away, the last of which says that the run is done. */
    static void forgetTheEnd(RunFolder run) throws IOException {
        try (Stream<Path> all = Files.walk(run.path().resolve("checkpoints"))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** SHA-256 of all names, contents and times of change in a folder. */
    static String hash(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path path : all.sorted().toList()) {
                digest.update(path.toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.getLastModifiedTime(path).toString().getBytes(StandardCharsets.UTF_8));
                if (Files.isRegularFile(path)) {
                    digest.update(Files.readAllBytes(path));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
