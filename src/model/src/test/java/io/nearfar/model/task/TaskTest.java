package io.nearfar.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TaskTest {

  @Test
  void refusesFiguresOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Task(-1, ServiceType.REGULAR, 0, 1))
        .withMessage("user is -1; it must be at least 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Task(0, ServiceType.REGULAR, -1, 1))
        .withMessage("promptTokens is -1; it must be at least 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Task(0, ServiceType.REGULAR, 0, 0))
        .withMessage("outputTokens is 0; it must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Task(0, null, 0, 1))
        .withMessage("serviceType is missing");
  }

  @Test
  void decisionsAndServiceTypesAreReadFromTheirWords() {
    for (Decision decision : Decision.values()) {
      assertThat(Decision.ofWord(decision.word())).isEqualTo(decision);
      assertThat(decision.other().other()).isEqualTo(decision).isNotEqualTo(decision.other());
    }
    for (ServiceType type : ServiceType.values()) {
      assertThat(ServiceType.ofWord(type.word())).isEqualTo(type);
    }
    assertThat(Decision.LOCAL.tier()).isEqualTo(Tier.EDGE);
    assertThat(Decision.OFFLOAD.tier()).isEqualTo(Tier.CLOUD);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decision.ofWord("Local"))
        .withMessage("decision is \"Local\"; it must be local or offload");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceType.ofWord("fast"))
        .withMessage("service type is \"fast\"; it must be one of regular, quality-preferred");
  }
}
