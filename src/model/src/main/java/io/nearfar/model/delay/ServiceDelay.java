package io.nearfar.model.delay;

import io.nearfar.model.Check;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;

/**
 * The service delay t_total of a task by its shares, all in seconds, all >= 0 (equations 1 to 3).
 *
 * <p>The shares add up to the total in both deliveries. With n output tokens of s bytes, rate C in
 * bit/s:
 *
 * <pre>
 *            decoding      radio
 * stored     n TPOT        8 n s / C                                       the study's sum
 * streamed   (n-1) TPOT    8 s / C + (n-1) max(0, 8 s / C - TPOT)          transmission overlaps generation
 * </pre>
 *
 * <p>Stored delivery counts n TPOT as equation (3) does; a measurement sees n-1 gaps between n
 * tokens, which is what streamed delivery counts. The two differ by one TPOT.
 *
 * @param radioSeconds what the radio link adds
 * @param backhaulSeconds alpha t_back, 0 for a local task
 * @param ttftSeconds the model's time to first token
 * @param decodingSeconds from the first token to the last
 */
public record ServiceDelay(
    double radioSeconds, double backhaulSeconds, double ttftSeconds, double decodingSeconds) {

  public ServiceDelay {
    Check.nonNegative("radioSeconds", radioSeconds);
    Check.nonNegative("backhaulSeconds", backhaulSeconds);
    Check.nonNegative("ttftSeconds", ttftSeconds);
    Check.nonNegative("decodingSeconds", decodingSeconds);
  }

  /**
   * The expected delay of a task on a tier.
   *
   * @param task n and the prompt's length
   * @param model the model that generates
   * @param tier where it runs; only the cloud pays the backhaul
   * @param link delivery, token size and the rate C of the user
   * @param backhaulSeconds t_back, >= 0
   */
  public static ServiceDelay of(
      Task task, ModelProfile model, Tier tier, Link link, double backhaulSeconds) {
    int n = task.outputTokens();
    double tpot = model.tpotSeconds();
    double tokenOnAir = 8.0 * link.bytesPerToken() / link.bitPerSecond();
    boolean stored = link.delivery() == Delivery.STORED;
    double radio = stored ? n * tokenOnAir : tokenOnAir + (n - 1) * Math.max(0, tokenOnAir - tpot);
    double decoding = (stored ? n : n - 1) * tpot;
    return new ServiceDelay(
        radio,
        tier == Tier.CLOUD ? backhaulSeconds : 0,
        model.ttftSeconds(task.promptTokens()),
        decoding);
  }

  /**
   * The way of the answer to the user.
   *
   * @param delivery stored or streamed
   * @param bytesPerToken s, > 0
   * @param bitPerSecond C, > 0; positive infinity where the radio link takes no time
   */
  public record Link(Delivery delivery, double bytesPerToken, double bitPerSecond) {
    public Link {
      Check.present("delivery", delivery);
      Check.positive("bytesPerToken", bytesPerToken);
      if (!(bitPerSecond > 0)) {
        throw new IllegalArgumentException(
            "bitPerSecond is " + bitPerSecond + "; it must be > 0 (infinite: no radio share)");
      }
    }
  }

  /** t_tran of equation (1): radio and backhaul. */
  public double transmissionSeconds() {
    return radioSeconds + backhaulSeconds;
  }

  /** t_gen of equation (3). */
  public double generationSeconds() {
    return ttftSeconds + decodingSeconds;
  }

  /** t_total. */
  public double totalSeconds() {
    return transmissionSeconds() + generationSeconds();
  }

  /** What a gateway behind the radio link can see of the delay: everything but the radio share. */
  public double gatewaySeconds() {
    return backhaulSeconds + generationSeconds();
  }
}
