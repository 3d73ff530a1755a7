package io.nearfar.model.outcome;

import java.util.OptionalDouble;

/**
 * The delays of one finished task as a gateway sees them, in seconds: either measured, or as the
 * analytic model gives them for the same task. The radio share is in them only where the gateway
 * itself delivered the tokens at the pace of the radio link.
 *
 * @param ttftSeconds arrival to first token; empty when the answer was not streamed
 * @param tpotSeconds (last token - first token) / (n - 1); empty when not streamed or n = 1
 * @param delaySeconds arrival to last token
 * @param backhaulSeconds the backhaul's share of the delay; empty for a task that never left the
 *     edge
 */
public record Timing(
    OptionalDouble ttftSeconds,
    OptionalDouble tpotSeconds,
    double delaySeconds,
    OptionalDouble backhaulSeconds) {}
