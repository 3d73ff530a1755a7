package io.nearfar.edge.console;

import java.util.OptionalDouble;

/**
 * The hop to the cloud node.
 *
 * @param estimateSeconds running estimate of t_back
 * @param samples measurements it rests on; with none it is the scenario's number
 * @param lastSeconds the latest measurement
 * @param breaker state of the circuit breaker
 */
public record BackhaulView(
    double estimateSeconds, long samples, OptionalDouble lastSeconds, String breaker) {}
