{{/* The pod that drives a site: dict "root" $ "site" site */}}
{{- define "nearfar.experiment.pod" -}}
{{- $experiment := .root.Values.experiment }}
{{- $run := ternary (include "nearfar.experiment.run" .) "$(JOB_NAME)" (empty $experiment.schedule) }}
{{- $args := list "testbed" "--edge" (include "nearfar.edge.url" .) "--scenario" (include "nearfar.scenario.location" (dict "root" .root "over" .site.scenario)) "--run" $run "--warmup" (int $experiment.warmup) "--wait" (int $experiment.waitSeconds) "--edge-run" (include "nearfar.run" .root) "--timeout" (int $experiment.answerTimeoutSeconds) "--publish" "--out" "/tmp/run" }}
{{- include "nearfar.experiments.pod" (dict "root" .root "args" $args "tier" "edge" "scenario" (include "nearfar.scenario" (dict "root" .root "over" .site.scenario))) }}
{{- end }}

{{/* Name of the Job or CronJob that drives a site: dict "root" $ "site" site */}}
{{- define "nearfar.experiment.name" -}}
{{- $fullname := include "nearfar.fullname" .root }}
{{- if .root.Values.experiment.schedule }}
{{- /* A CronJob adds nine characters for the names of its Jobs, which are labels of runs, too. */}}
{{- printf "%s-experiment-%s-%s" ($fullname | trunc 19 | trimSuffix "-") (.site.name | trunc 8 | trimSuffix "-") (include "nearfar.job.suffix" (list $fullname .site.name | toJson)) }}
{{- else }}
{{- /* A Job cannot be changed: whatever changes its pod, or what the edge runs, makes another one. */}}
{{- $suffix := include "nearfar.job.suffix" (list (include "nearfar.experiment.run" .) (pick .root.Values.experiments "podLabels" "podAnnotations") (include "nearfar.experiment.pod" .) | toJson) }}
{{- printf "%s-experiment-%s-%s" $fullname (.site.name | trunc 14 | trimSuffix "-") $suffix }}
{{- end }}
{{- end }}
