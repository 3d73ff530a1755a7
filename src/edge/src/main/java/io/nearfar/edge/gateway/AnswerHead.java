package io.nearfar.edge.gateway;

import io.nearfar.model.delay.Prospect;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.Tier;
import io.nearfar.serving.http.ServerTiming;
import io.vertx.core.http.HttpServerResponse;
import java.math.BigDecimal;
import java.util.Optional;

/** The headers that tell a client what was decided, by whom, and what was promised. */
record AnswerHead(
    TaskProfile profile,
    Choice choice,
    Tier tier,
    Optional<String> fallback,
    TaskMeter meter,
    String model) {

  void addTo(HttpServerResponse response) {
    Prospect prospect = meter.situation().of(tier == Tier.EDGE ? Decision.LOCAL : Decision.OFFLOAD);
    response.putHeader(Headers.TASK, profile.id());
    response.putHeader(Headers.DECISION, choice.decision().word());
    response.putHeader(Headers.ORIGIN, choice.origin().word());
    response.putHeader(Headers.TIER, tier.word());
    response.putHeader(Headers.MODEL, model);
    fallback.ifPresent(reason -> response.putHeader(Headers.FALLBACK, reason));
    response.putHeader(
        Headers.PREDICTED_TTFT,
        seconds(
            prospect.delay().backhaulSeconds()
                + prospect.delay().ttftSeconds()
                + meter.firstTokenOnAirSeconds()));
    response.putHeader(Headers.PREDICTED_DELAY, seconds(prospect.delay().totalSeconds()));
    response.putHeader(Headers.OVERHEAD, ServerTiming.milliseconds(meter.overheadNanos()));
    response.putHeader(ServerTiming.HEADER, meter.serverTiming(profile.streamed()));
  }

  /** With six decimals; see {@link ServerTiming#milliseconds} for why not by a formatter. */
  static String seconds(double seconds) {
    return BigDecimal.valueOf(Math.round(seconds * 1e6), 6).toPlainString();
  }
}
