package io.nearfar.model.radio;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;

/** The slots over which a rate is the mean. */
public record Averaging(
    @JsonPropertyDescription(
            "Slots that are averaged, 1 to 10000000, after the scheduler's warm-up of 10 tc;"
                + " default: 1000")
        Integer slots,
    @JsonPropertyDescription(
            "Slots for which the fading of a block stays the same, >= 1; then it is drawn anew;"
                + " default: 1")
        Integer coherenceSlots) {

  public Averaging {
    slots = slots == null ? 1000 : Check.within("slots", slots, 1, 10_000_000);
    coherenceSlots =
        coherenceSlots == null ? 1 : Check.atLeast("coherenceSlots", coherenceSlots, 1);
  }
}
