package io.nearfar.edge.console;

import io.nearfar.edge.backhaul.CloudProbe;
import java.util.OptionalDouble;

/**
 * The hop to the cloud node.
 *
 * @param estimateSeconds running estimate of t_back
 * @param samples measurements it rests on; with none it is the scenario's number
 * @param lastSeconds the latest measurement
 * @param breaker state of the circuit breaker
 * @param cloudServes whether the cloud node serves the model of this node's scenario: OUR_MODEL,
 *     ANOTHER_MODEL, UNKNOWN while it does not answer, NOT_ASKED without an interval of looks
 */
public record BackhaulView(
    double estimateSeconds,
    long samples,
    OptionalDouble lastSeconds,
    String breaker,
    CloudProbe.Serves cloudServes) {}
