package softac.embed;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The JDK's compiler, as a user calls it, with every warning an error. */
public final class Sources {
    private Sources() {}

    /**
     * Compiles every Java file below a folder.
     *
     * @param folder searched at any depth
     * @param classPath the whole of it
     * @param into where the classes go
     * @throws AssertionError with the compiler's words when it finds anything to say
     */
    public static void compile(Path folder, String classPath, Path into) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter words = new StringWriter();
        List<String> options = List.of(
                "--release", "17", "-Xlint:all", "-Werror", "-proc:none", "-cp", classPath, "-d", into.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> found = Files.walk(folder)) {
            List<Path> sources = found.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
            if (!compiler.getTask(words, files, null, options, null, units).call()) {
                throw new AssertionError("does not compile: " + sources + "\n" + words);
            }
        }
    }
}
