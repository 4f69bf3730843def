# What the scripts beside this file share; each begins with it. It answers --help, and stops before anything is built where an
# argument cannot be right.

script=benchmarks/$(basename "$0")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

fail() {
    echo "$script: $*" >&2
    exit 2
}

# The comment that the script begins with.
for word; do
    if [ "$word" = --help ]; then
        sed -n '2,/^[^#]/ s/^# \{0,1\}//p' "$script"
        exit
    fi
done

no_options() {
    local word
    for word; do
        [[ $word != -* ]] || fail "unknown option '$word' (see $script --help)"
    done
}

seeds() {
    local word
    no_options "$@"
    for word; do
        [[ $word =~ ^[0-9]{1,18}$ ]] || fail "seed '$word': must be a whole number of at least 0, for example $script 1"
    done
}

# Builds a module and what it needs, unless it is there and no source changed since.
#   build <module> <Maven's other arguments …>
build() {
    local module=$1
    local stamp=$1/target/benchmarks.stamp # as old as the build
    local log=$1/target/benchmarks.log
    shift
    is_current() {
        [ -f "$stamp" ] && [ -d autodiff/target/classes ] && [ -d sac/target/classes ] && [ -d lab/target/classes ] &&
            [ -z "$(find pom.xml {autodiff,sac,lab,"${module%%/*}","$module"}/{pom.xml,src} -newer "$stamp" | head -n 1)" ]
    }
    is_current && return
    command -v "$java" >/dev/null || fail "Java 17 or newer is needed and $java was not found: install a JDK or set JAVA_HOME"
    command -v mvn >/dev/null || fail "Maven 3.8 or newer is needed to build and mvn was not found: install Maven"
    mkdir -p "$module/target"
    exec 9>"$module/target/benchmarks.lock"
    ! command -v flock >/dev/null || flock 9 # of several started at once, the first builds
    if ! is_current; then
        echo "building …" >&2
        touch "$stamp.new"
        mvn -q -B -ntp -pl "$module" -am "$@" >"$log" 2>&1 </dev/null ||
            fail "the build failed: $(grep -m 1 'ERROR\] ' "$log" || echo 'mvn was stopped') (more in $log)"
        mv "$stamp.new" "$stamp"
    fi
    exec 9>&-
}

# Becomes a program of this module, with the Vector API.
#   start <Java's flags, class and arguments …>
start() {
    build benchmarks package -DskipTests
    exec "$java" --add-modules jdk.incubator.vector -cp "benchmarks/target/*:benchmarks/target/lib/*" "$@"
}
