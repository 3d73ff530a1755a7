package io.nearfar.edge.gateway;

import io.nearfar.edge.backhaul.BackhaulEstimate;
import io.nearfar.edge.backhaul.CloudHop;
import io.nearfar.edge.cell.RadioCell;
import io.nearfar.edge.decision.DecisionMaker;
import io.nearfar.edge.telemetry.TaskLedger;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Tier;
import io.nearfar.serving.backend.ModelBackend;
import jakarta.inject.Singleton;

/** What every exchange needs. */
@Singleton
class Gateway {

  final Scenario scenario;
  final RadioCell cell;
  final DecisionMaker decisions;
  final ModelBackend local;
  final CloudHop hop;
  final BackhaulEstimate backhaul;
  final TaskLedger ledger;

  Gateway(
      Scenario scenario,
      RadioCell cell,
      DecisionMaker decisions,
      ModelBackend local,
      CloudHop hop,
      BackhaulEstimate backhaul,
      TaskLedger ledger) {
    this.scenario = scenario;
    this.cell = cell;
    this.decisions = decisions;
    this.local = local;
    this.hop = hop;
    this.backhaul = backhaul;
    this.ledger = ledger;
  }

  /** Name of the model on a tier. */
  String modelName(Tier tier) {
    return scenario.pair().on(tier).name();
  }
}
