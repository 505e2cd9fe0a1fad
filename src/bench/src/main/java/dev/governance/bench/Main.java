package dev.governance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.api.ApiBench;
import dev.governance.bench.append.AppendBench;
import dev.governance.bench.dashboard.DashboardBench;
import dev.governance.bench.halt.HaltBench;
import dev.governance.bench.latency.LatencyBench;
import dev.governance.bench.list.ListBench;
import dev.governance.bench.machine.Place;
import dev.governance.bench.posture.PostureBench;
import dev.governance.bench.scale.ScaleBench;
import dev.governance.bench.sse.SseBench;
import dev.governance.bench.start.StartBench;
import dev.governance.bench.verify.VerifyBench;

/** Measures one thing and prints what it found as one line of JSON; what it tells meanwhile goes to stderr. */
public final class Main {
    private static final int WRONG_USAGE = 2;

    public static void main(String[] words) {
        Arguments asked;
        try {
            asked = Arguments.of(words);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(WRONG_USAGE);
            return;
        }
        ObjectNode report;
        try (Place place = Place.open(asked.root(), asked.folder())) {
            report = measured(asked, place);
            report.set("machine", place.machine());
        }
        System.out.println(report);
        System.exit(0); // a driver's or an event loop's thread may be left
    }

    private static ObjectNode measured(Arguments asked, Place place) {
        return switch (asked.bench()) {
            case "verify" -> new VerifyBench(place, asked.rows(), asked.rounds()).run();
            case "append" -> new AppendBench(place, asked.rows(), asked.rounds()).run();
            case "posture" -> new PostureBench(place, asked.rows(), asked.rounds()).run();
            case "api" -> new ApiBench(place, asked.rows(), asked.rounds()).run();
            case "dashboard" -> new DashboardBench(place, asked.rows(), asked.rounds(), asked.minutes()).run();
            case "sse" -> new SseBench(place, asked.rows(), asked.rounds()).run();
            case "latency" -> new LatencyBench(place, asked.rows(), asked.rounds()).run();
            case "scale" -> new ScaleBench(place, asked.rows(), asked.rounds()).run();
            case "start" -> new StartBench(place, asked.rounds()).run();
            case "halt" -> new HaltBench(place, asked.rows()).run();
            default -> new ListBench(place, asked.rows(), asked.rounds()).run();
        };
    }

    private Main() {}
}
