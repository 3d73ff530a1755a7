package io.nearfar.edge.decision;

import dev.langchain4j.model.chat.ChatModel;
import io.nearfar.edge.EdgeConfig;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.policy.icl.LanguageModel;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioException;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Chooses the decision model by configuration, and makes the scenario's policy with it. */
@ApplicationScoped
public class DecisionModels {

  private ExecutorService callers;

  /** The decision model: a remote one when configured, else the embedded reader. */
  @Produces
  @Singleton
  LanguageModel languageModel(EdgeConfig config, ChatModel remote) {
    EdgeConfig.LanguageModel wanted = config.languageModel();
    if (!wanted.remote()) {
      return new ExampleVoteReader();
    }
    if (wanted.baseUrl().isEmpty() || wanted.name().isEmpty()) {
      throw new ConfigurationException(
          "nearfar.language-model.remote is true without nearfar.language-model."
              + (wanted.baseUrl().isEmpty() ? "base-url" : "name")
              + "; a remote decision model needs both");
    }
    callers =
        Executors.newFixedThreadPool(
            wanted.concurrency(),
            task -> {
              Thread thread = new Thread(task, "decision-model");
              thread.setDaemon(true);
              return thread;
            });
    return new RemoteLanguageModel(wanted, remote, callers);
  }

  /** The policy in force. */
  @Produces
  @Singleton
  DeployedPolicy policy(Scenario scenario, LanguageModel model) {
    try {
      return DeployedPolicy.of(scenario, model);
    } catch (ScenarioException e) {
      throw new ConfigurationException("nearfar.scenario: " + e.getMessage());
    }
  }

  void close(@Disposes DeployedPolicy policy) {
    policy.close();
  }

  @PreDestroy
  void close() {
    if (callers != null) {
      callers.shutdownNow();
    }
  }
}
