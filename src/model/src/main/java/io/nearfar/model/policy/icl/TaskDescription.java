package io.nearfar.model.policy.icl;

import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.delay.Prospect;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.SizeClass;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The part of a prompt that a deployment fixes: the two options, how fast they are, the size
 * classes.
 *
 * @param values the text of each placeholder of the template that a deployment fills
 */
public record TaskDescription(Map<String, String> values) {

  public TaskDescription {
    values = Map.copyOf(values);
  }

  /**
   * The description of a deployment. Delays are stated for a prompt and an answer of the middle
   * size class, without the radio share, which both options pay alike on any link that is faster
   * than the models.
   *
   * @param backhaulSeconds t_back as the scenario states it: a fixed number, so that equal
   *     conditions have equal prompts
   */
  public static TaskDescription of(AnalyticModel model, SizeClasses sizes, double backhaulSeconds) {
    List<SizeClass> classes = sizes.list();
    int tokens = (int) Math.round(classes.get(classes.size() / 2).meanTokens());
    Task typical = new Task(0, ServiceType.REGULAR, tokens, tokens);
    Prospect local = model.prospect(typical, Decision.LOCAL, backhaulSeconds);
    Prospect offload = model.prospect(typical, Decision.OFFLOAD, backhaulSeconds);
    double near = local.delay().gatewaySeconds();
    double far = offload.delay().gatewaySeconds();
    ModelProfile edge = model.pair().edge();
    ModelProfile cloud = model.pair().cloud();
    return new TaskDescription(
        Map.ofEntries(
            Map.entry("edgeModel", edge.name()),
            Map.entry("edgeTtft", seconds(local.delay().ttftSeconds())),
            Map.entry("edgeSpeed", speed(edge)),
            Map.entry("cloudModel", cloud.name()),
            Map.entry("cloudTtft", seconds(offload.delay().ttftSeconds())),
            Map.entry("cloudSpeed", speed(cloud)),
            Map.entry("backhaul", seconds(backhaulSeconds)),
            Map.entry("tokens", Integer.toString(tokens)),
            Map.entry("edgeDelay", seconds(near)),
            Map.entry("cloudDelay", seconds(far)),
            Map.entry("faster", (far < near ? Decision.OFFLOAD : Decision.LOCAL).word()),
            Map.entry(
                "sizes", classes.stream().map(SizeClass::name).collect(Collectors.joining(", ")))));
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }

  private static String speed(ModelProfile model) {
    return String.format(Locale.ROOT, "%.1f", 1 / model.tpotSeconds());
  }
}
