package io.nearfar.experiments.demo;

import java.io.PrintStream;
import java.net.URI;
import java.util.Optional;

/**
 * Says where to look and what to try.
 *
 * @param edge root of the edge agent
 * @param cloud root of the cloud node
 * @param prometheus root of Prometheus, where there is one
 */
record Hints(URI edge, URI cloud, Optional<URI> prometheus) {

  /** What can be seen from the beginning on. */
  void whileItRuns(PrintStream out) {
    prometheus.ifPresent(
        root ->
            out.printf(
                """
                Prometheus  %1$s, data source for the dashboards in grafana-dashboards
                  error of the model  %1$s/graph?g0.expr=nearfar:model_error:ratio5m&g0.tab=0&g0.range_input=5m
                  rules and alerts    %1$s/rules, %1$s/alerts
                """,
                root));
  }

  /** What can be seen and tried after the run. */
  void whileItIsKept(PrintStream out) {
    out.printf(
        """

        console     %1$s/
        edge agent  %1$s
        cloud node  %2$s
        """,
        edge, cloud);
    whileItRuns(out);
    out.printf(
        """

        curl -N %1$s/v1/chat/completions -H 'Content-Type: application/json' \\
          -d '{"model":"nearfar","stream":true,"max_tokens":32,"messages":[{"role":"user","content":"Hello"}]}'
        curl -i %1$s/v1/chat/completions -H 'Content-Type: application/json' -H 'Nearfar-Service-Type: quality-preferred' \\
          -d '{"model":"nearfar","max_tokens":32,"messages":[{"role":"user","content":"Hello"}]}'
        curl %1$s/api/experience
        curl %1$s/api/prompt
        curl '%1$s/api/tasks?limit=5'
        curl %1$s/q/metrics

        Everything stays up until Enter or Ctrl-C.
        """,
        edge);
  }
}
