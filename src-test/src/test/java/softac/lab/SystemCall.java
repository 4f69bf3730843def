package softac.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of the operating system that changes a file, as strace saw it.
 *
 * @param name of the call
 * @param fd the open file it is about; -1 where it names paths
 * @param paths of the files it is about
 * @param data what is written
 * @param number the last number among its arguments: a length, an offset
 * @param flags all of its arguments, as text
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SystemCall(String name, int fd, List<Path> paths, byte[] data, long number, String flags) {
    private static final String CALLS = "openat,write,pwrite64,lseek,ftruncate,fsync,fdatasync,rename,unlink,mkdir";
    private static final Pattern LINE = Pattern.compile("(\\d+) +(\\w+)\\((.*)\\) += (\\d+)(.*)");
    private static final Pattern QUOTED = Pattern.compile("\"((?:\\\\x[0-9a-f]{2})*)\"");
    private static final Pattern OPEN = Pattern.compile("(\\d+)<((?:\\\\x[0-9a-f]{2})*)>");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w\\\\])(\\d+)(?![\\w<])");

    /** What is put in front of a command so that its calls can be read afterwards. */
    static List<String> strace(Path trace) {
        return List.of(
                "/usr/bin/strace",
                "-f",
                "--seccomp-bpf",
                "-qq",
                "-y",
                "-xx",
                "-s",
                "100000000",
                "-e",
                "trace=" + CALLS,
                "-o",
                trace.toString());
    }

    /** The calls that succeeded on a directory and all in one folder of it, in their order; relative paths began there. */
    static List<SystemCall> read(Path trace, Path directory, String folder) throws IOException {
        Map<String, String> unfinished = new HashMap<>();
        List<SystemCall> calls = new ArrayList<>();
        for (String line : Files.readAllLines(trace)) {
            String thread = line.substring(0, line.indexOf(' '));
            if (line.endsWith("<unfinished ...>")) {
                unfinished.put(thread, line.substring(0, line.lastIndexOf('<')).stripTrailing());
                continue;
            }
            int resumed = line.indexOf("resumed>");
            String whole = resumed < 0 ? line : unfinished.remove(thread) + line.substring(resumed + 8);
            Matcher matcher = LINE.matcher(whole);
            if (matcher.matches()) {
                SystemCall call = of(matcher, directory);
                if (!call.paths.isEmpty()
                        && (call.path().equals(directory) || call.path().startsWith(directory.resolve(folder)))) {
                    calls.add(call);
                }
            }
        }
        return calls;
    }

    private static SystemCall of(Matcher line, Path directory) {
        String name = line.group(2);
        String arguments = line.group(3);
        String result = line.group(4) + line.group(5);
        Matcher open = OPEN.matcher(name.equals("openat") ? result : arguments);
        int fd = -1;
        byte[] data = {};
        List<Path> paths = new ArrayList<>();
        if (open.find()) {
            fd = Integer.parseInt(open.group(1));
            paths.add(Path.of(text(open.group(2))));
        }
        Matcher quoted = QUOTED.matcher(arguments);
        while (quoted.find()) {
            if (fd < 0) {
                paths.add(directory.resolve(text(quoted.group(1))).normalize());
            } else {
                data = bytes(quoted.group(1));
            }
        }
        String flags = QUOTED.matcher(arguments).replaceAll("");
        long number = 0;
        Matcher numbers = NUMBER.matcher(flags);
        while (numbers.find()) {
            number = Long.parseLong(numbers.group(1));
        }
        if (name.endsWith("write") || name.equals("pwrite64")) {
            data = Arrays.copyOf(data, Integer.parseInt(line.group(4))); // a disk takes less now and then
        }
        return new SystemCall(name, fd, paths, data, number, flags);
    }

    private static String text(String hex) {
        return new String(bytes(hex), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String hex) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int n = 2; n < hex.length(); n += 4) {
            out.write(Integer.parseInt(hex, n, n + 2, 16));
        }
        return out.toByteArray();
    }

    Path path() {
        return paths.get(0);
    }

    /** Around the file. */
    Path folder() {
        return Objects.requireNonNull(path().getParent());
    }

    /** What a file is renamed to, in its folder. */
    Path to() {
        if (!folder().equals(paths.get(1).getParent())) {
            throw new IllegalArgumentException("into another folder: " + this);
        }
        return paths.get(1);
    }
}
