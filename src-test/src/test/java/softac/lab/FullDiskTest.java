package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import softac.lab.run.Layer;
import softac.lab.run.Setting;
import softac.lab.run.SourcedSettings;

/** A disk that does not take what is written: one line, and what was saved before is as it was. */
final class FullDiskTest {
    private static final String STRACE = "/usr/bin/strace";

    @TempDir
    private Path directory;

    private Sac whole;

    @BeforeEach
    void stop() throws IOException {
        SourcedSettings settings = SourcedSettings.of(
                Layer.EMPTY,
                Layer.typed(Map.of(
                        Setting.TASK,
                        "pendulum",
                        Setting.HIDDEN,
                        List.of(8),
                        Setting.BATCH,
                        8,
                        Setting.WARMUP,
                        20L,
                        Setting.STEPS,
                        300L,
                        Setting.EVALUATE_EVERY,
                        100L,
                        Setting.EVALUATE_EPISODES,
                        1)));
        StoppedRun.make(directory.resolve("whole"), settings, 100);
        StoppedRun.make(directory.resolve("run"), settings, 100);
        whole = Sac.run(directory, "resume", "whole").succeeded();
    }

    private Path inRun(String file) {
        return directory.resolve("run").resolve(file);
    }

    private void refusedAndLeftAsItWas(Sac sac, byte[] before, String... words) throws IOException {
        sac.refused(ExitCode.USAGE, words);
        assertThat(inRun("checkpoints/000000000100.safetensors")).hasBinaryContent(before);
        assertThat(Sac.contents(directory.resolve("run")).stream().filter(name -> name.endsWith(".tmp")))
                .hasSizeLessThanOrEqualTo(1);
        Sac again = Sac.run(directory, "resume", "run").succeeded();
        assertThat(again.fact("state hash")).isEqualTo(whole.fact("state hash"));
        assertThat(inRun("metrics.csv")).hasSameBinaryContentAs(directory.resolve("whole/metrics.csv"));
        assertThat(Sac.contents(directory.resolve("run"))).noneMatch(name -> name.endsWith(".tmp"));
    }

    /** Calls of the operating system on one file of the run fail, from the first on. */
    @ParameterizedTest
    @CsvSource({
        "checkpoints/.000000000200.safetensors.0.tmp, 'write,pwrite64', ENOSPC, No space left on device",
        "metrics.csv, 'write,pwrite64', ENOSPC, No space left on device",
    })
    void aFullDisk(String file, String calls, String error, String message) throws Exception {
        aDiskThatFails(file, calls, error, message);
    }

    @ParameterizedTest
    @Tag("deep")
    @CsvSource({
        "checkpoints/.000000000200.safetensors.0.tmp, 'write,pwrite64', EDQUOT, quota",
        "checkpoints/.000000000200.safetensors.0.tmp, 'fsync,fdatasync', EIO, Input/output error",
        "checkpoints/.000000000200.safetensors.0.tmp, 'openat', EROFS, Read-only file system",
        "checkpoints/.000000000200.safetensors.0.tmp, 'rename', EACCES, permission denied",
        "metrics.csv, 'fsync,fdatasync', EIO, Input/output error",
    })
    void aDiskThatFails(String file, String calls, String error, String message) throws Exception {
        assumeTrue(Files.isExecutable(Path.of(STRACE)), "no strace: a full disk is not tried");
        byte[] before = Files.readAllBytes(inRun("checkpoints/000000000100.safetensors"));
        List<String> strace = new ArrayList<>(List.of(STRACE, "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null"));
        strace.addAll(List.of(
                "-P", inRun(file).toString(), "-e", "trace=" + calls, "-e", "inject=" + calls + ":error=" + error));

        Sac sac = SacProcess.start(directory, strace, "resume", "run").ended();

        refusedAndLeftAsItWas(
                sac,
                before,
                inRun(file).getFileName().toString().replaceAll("^\\.|\\.0\\.tmp", ""),
                message,
                "go on from step 100 with bin/sac resume run");
    }

    @Test
    void aFileWhereTheFolderShouldBe() throws Exception {
        byte[] before = Files.readAllBytes(inRun("checkpoints/000000000100.safetensors"));
        Path policy = inRun("policy.safetensors");
        Files.delete(policy);
        Files.createDirectory(policy);
        Sac sac = Sac.run(directory, "resume", "run");
        Files.delete(policy);

        refusedAndLeftAsItWas(sac, before, "policy.safetensors", "go on from step 100");
    }
}
