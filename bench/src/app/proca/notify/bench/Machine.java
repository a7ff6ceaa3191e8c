package app.proca.notify.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What the operating system knows of itself and of a process. */
final class Machine {

    private static final double KB_PER_MB = 1024;
    /** Of the kernel's interface; nothing that runs Linux on a server has another. */
    private static final double MS_PER_TICK = 10;
    /** Behind the name: where the times are that were used by the process, and by its children that are gone. */
    private static final int USED = 11;

    private Machine() {}

    /** Of the last minute. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** The memory of a process that is not swapped out, in MB. */
    static double residentMb(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow() / KB_PER_MB;
        } catch (IOException failure) {
            throw new UncheckedIOException("resident memory is read from " + status, failure);
        }
    }

    /**
     * The processor time that all processes of a name have used so far, and those of them that are gone, in ms: of a server
     * that is several, or not started from here. Others of that name on the machine count too.
     */
    static double cpuMs(String name) {
        return ProcessHandle.allProcesses().map(process -> Path.of("/proc", Long.toString(process.pid()), "stat"))
                .map(Machine::read).filter(stat -> stat.contains("(" + name + ")"))
                .mapToLong(stat -> Arrays.stream(stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                        .skip(USED).limit(4).mapToLong(Long::parseLong).sum())
                .sum() * MS_PER_TICK;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }

    /** The processor time that a process has used so far, in ms. */
    static double cpuMs(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
    }
}
