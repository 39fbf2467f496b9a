package dev.understudy.bench.plot;

import dev.understudy.bench.BenchReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run plot}: reports of the replay bench, or one of the detector bench, as one picture. */
@Command(name = "plot", description = "Draws reports of the replay or the detector bench as an SVG.")
public final class PlotCommand implements Callable<Integer> {

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the SVG goes.")
    private Path out = Path.of("replay.svg");

    @Parameters(
            arity = "1..*",
            paramLabel = "REPORT",
            description = "Reports of the replay bench, an engine each, or one of the detector bench.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws Exception {
        List<BenchReport> reports = new ArrayList<>();
        for (Path file : files) {
            reports.add(BenchReport.read(file));
        }
        boolean detector = reports.size() == 1 && reports.get(0).bench().equals("detector");
        Files.writeString(out, detector ? DetectorPlot.svg(reports.get(0)) : ReplayPlot.svg(reports));
        return 0;
    }
}
