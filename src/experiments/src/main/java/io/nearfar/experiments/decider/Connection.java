package io.nearfar.experiments.decider;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.nearfar.experiments.decider.Cassette.Voice;
import io.nearfar.languagemodel.Asking;
import io.nearfar.languagemodel.Endpoint;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.LanguageModel;
import io.nearfar.model.policy.icl.Prompt;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A language model behind an OpenAI-compatible endpoint; as many calls at a time as are made. */
final class Connection implements LanguageModel {

  /**
   * An experiment can wait: a model on a busy machine is slow, and a deadline would be a result.
   */
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private static final int RETRIES = 2;

  private final Endpoint endpoint;
  private final ExecutorService callers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "decision-model");
            thread.setDaemon(true);
            return thread;
          });

  Connection(URI url, String model, String key, Asking asking) {
    endpoint =
        new Endpoint(
            model,
            OpenAiChatModel.builder()
                .baseUrl(url.toString())
                .apiKey(key)
                .modelName(model)
                .timeout(DEADLINE)
                .maxRetries(RETRIES)
                .strictJsonSchema(true)
                // Some servers lose the body of a request that offers them HTTP/2.
                .httpClientBuilder(
                    JdkHttpClient.builder()
                        .httpClientBuilder(
                            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)))
                .build(),
            asking);
  }

  Voice voice() {
    return new Voice(endpoint.name(), endpoint.asking().words());
  }

  @Override
  public String name() {
    return voice().words();
  }

  @Override
  public CompletionStage<Completion> complete(Prompt prompt) {
    return CompletableFuture.supplyAsync(() -> endpoint.ask(prompt), callers);
  }

  void close() {
    callers.shutdownNow();
  }
}
