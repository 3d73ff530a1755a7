package io.nearfar.edge.gateway;

import io.nearfar.model.inference.ModelPair;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Decision;
import io.nearfar.serving.wire.ModelList;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The model names of the gateway: {@code nearfar} lets it decide; {@code nearfar-local}, {@code
 * nearfar-offload} and the names of the two models pin the decision.
 */
@Singleton
public class ServedModels {

  /** The name that leaves the decision to the policy. */
  static final String DECIDED = "nearfar";

  private final Map<String, Decision> pins = new LinkedHashMap<>();
  private final ModelList list;

  ServedModels(Scenario scenario) {
    ModelPair pair = scenario.pair();
    for (Decision decision : Decision.values()) {
      pins.put(DECIDED + "-" + decision.word(), decision);
    }
    for (Decision decision : Decision.values()) {
      pins.putIfAbsent(pair.on(decision.tier()).name(), decision);
    }
    List<String> names = new ArrayList<>();
    names.add(DECIDED);
    names.addAll(pins.keySet());
    list = new ModelList(names, System.currentTimeMillis() / 1000);
  }

  /**
   * The decision that a model name pins; empty when it pins none.
   *
   * @throws io.nearfar.serving.wire.ApiException with status 404 when nobody serves the name
   */
  Optional<Decision> pin(String model) {
    list.require(model);
    return Optional.ofNullable(pins.get(model));
  }

  /** All names, as {@code GET /v1/models} lists them. */
  ModelList list() {
    return list;
  }
}
