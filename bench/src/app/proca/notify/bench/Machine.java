package app.proca.notify.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system knows of itself and of a process. */
final class Machine {

    private static final double KB_PER_MB = 1024;

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

    /** The processor time that a process has used so far, in ms. */
    static double cpuMs(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
    }
}
