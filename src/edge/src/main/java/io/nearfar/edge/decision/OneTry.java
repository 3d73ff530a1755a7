package io.nearfar.edge.decision;

import dev.langchain4j.model.openai.OpenAiChatModel.OpenAiChatModelBuilder;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;

/**
 * Has LangChain4j ask the decision model once. Its own retry, of which configuration allows no less
 * than one, sleeps for a second on a thread of the small pool, and hides failures from the circuit
 * breaker.
 */
@Singleton
@Unremovable
class OneTry implements ModelBuilderCustomizer<OpenAiChatModelBuilder> {

  @Override
  public void customize(OpenAiChatModelBuilder builder) {
    builder.maxRetries(0);
  }
}
