package app.proca.notify.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How soon the service is ready, in turns with a JVM that does nothing. */
record StartUp() implements Part {

    private static final int ROUNDS = 3;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        String url = lab.newDatabase(name());
        ServiceProcess first = ServiceProcess.start(lab, name(), url);
        first.close();
        List<Double> ready = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        List<Double> nothing = new ArrayList<>();
        double memory = 0;
        for (int round = 0; round < ROUNDS; round++) {
            nothing.add(emptyJvm());
            try (ServiceProcess service = ServiceProcess.start(lab, name(), url)) {
                ready.add((double) service.readyAfter().toMillis());
                cpu.add(Machine.cpuMs(service.handle()));
                memory = Machine.residentMb(service.handle());
            }
        }
        return List.of(
                Figure.of(name(), "start of an empty database to ready", first.readyAfter().toMillis(), "ms"),
                Figure.of(name(), "start to ready", Samples.of(ready).median(), "ms").besides("java -version",
                        Samples.of(nothing).median()),
                Figure.of(name(), "processor time until ready", Samples.of(cpu).median(), "ms"),
                Figure.of(name(), "resident memory when ready", memory, "MB"));
    }

    private static double emptyJvm() throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process java = new ProcessBuilder(ServiceProcess.java(), "-version").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        java.waitFor(1, TimeUnit.MINUTES);
        return (System.nanoTime() - began) / 1e6;
    }
}
