package io.nearfar.model.policy.icl;

import com.fasterxml.jackson.annotation.JsonValue;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.ServiceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The words in which a prompt names what a task requires: its "quality requirement (equivalently
 * the service type)", section 6. A condition itself always holds the service type.
 */
public enum Vocabulary {
  /** The service type: regular or quality-preferred. */
  SERVICE("service", "service", ServiceType.REGULAR.word(), ServiceType.QUALITY_PREFERRED.word()),
  /** The required quality: low-quality or high-quality. */
  QUALITY("quality", "required quality", "low-quality", "high-quality");

  private final String word;
  private final String attribute;
  private final String undemanding;
  private final String demanding;

  Vocabulary(String word, String attribute, String undemanding, String demanding) {
    this.word = word;
    this.attribute = attribute;
    this.undemanding = undemanding;
    this.demanding = demanding;
  }

  /** The word used in scenarios and files. */
  @JsonValue
  public String word() {
    return word;
  }

  /** The keyword of a service type. */
  public String keyword(ServiceType type) {
    return switch (type) {
      case REGULAR -> undemanding;
      case QUALITY_PREFERRED -> demanding;
    };
  }

  /** A condition in these words; keywords other than the service type stay as they are. */
  Condition say(Condition condition) {
    List<String> keywords = new ArrayList<>(condition.keywords());
    if (keywords.size() > Condition.SERVICE_TYPE) {
      String said = keywords.get(Condition.SERVICE_TYPE);
      for (ServiceType type : ServiceType.values()) {
        if (type.word().equals(said)) {
          keywords.set(Condition.SERVICE_TYPE, keyword(type));
        }
      }
    }
    return new Condition(keywords);
  }

  /** The texts of the template's placeholders. */
  Map<String, String> texts() {
    return Map.of(
        "attribute", attribute,
        "requirements", undemanding + ", " + demanding,
        "demanding", demanding,
        "undemanding", undemanding);
  }

  @Override
  public String toString() {
    return word;
  }
}
