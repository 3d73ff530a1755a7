{{/* Names */}}
{{- define "nearfar.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 24 | trimSuffix "-" }}
{{- end }}

{{/* A long name is cut, and ends with a digest of the whole, so that two long ones stay two. */}}
{{- define "nearfar.fullname" -}}
{{- $name := include "nearfar.name" . }}
{{- $whole := .Values.fullnameOverride | default (ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name)) }}
{{- ternary (printf "%s-%s" ($whole | trunc 17 | trimSuffix "-") ($whole | sha256sum | trunc 6)) $whole (gt (len $whole) 24) }}
{{- end }}

{{- define "nearfar.edge.name" -}}
{{- printf "%s-edge-%s" (include "nearfar.fullname" .root) .site.name }}
{{- end }}

{{- define "nearfar.edge.url" -}}
{{- printf "http://%s:%v" (include "nearfar.edge.name" .) .root.Values.edge.service.port }}
{{- end }}

{{/* Labels: dict "root" $ "component" "edge" */}}
{{- define "nearfar.selectorLabels" -}}
app.kubernetes.io/name: {{ include "nearfar.name" .root | quote }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .component }}
{{- with .site }}
nearfar.io/site: {{ .name | quote }}
{{- end }}
{{- end }}

{{- define "nearfar.labels" -}}
{{ include "nearfar.selectorLabels" . }}
app.kubernetes.io/part-of: nearfar
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{/* Image: dict "root" $ "image" .Values.edge.image */}}
{{- define "nearfar.image" -}}
{{- $registry := .root.Values.image.registry | trimSuffix "/" }}
{{- $repository := ternary .image.repository (printf "%s/%s" $registry .image.repository) (empty $registry) }}
{{- if .image.digest }}
{{- printf "%s@%s" $repository .image.digest }}
{{- else }}
{{- printf "%s:%s" $repository (.image.tag | default .root.Values.image.tag | default .root.Chart.AppVersion) }}
{{- end }}
{{- end }}

{{/* The scenario of a place, as a file; empty where a shipped one is in force: dict "root" $ "over" (dict) */}}
{{- define "nearfar.scenario" -}}
{{- $over := .over | default dict }}
{{- if or .root.Values.scenario $over }}
{{- if not .root.Values.scenario }}
{{- fail "a scenario of a site or a variant lies over `scenario`, which is empty: write the common keys there" }}
{{- end }}
{{- $scenario := mergeOverwrite (deepCopy .root.Values.scenario) $over }}
{{- if not $scenario.name }}
{{- fail "scenario.name is missing; it must be what runs of this scenario are called: letters, digits, dot, hyphen, underscore" }}
{{- end }}
{{- toYaml $scenario }}
{{- end }}
{{- end }}

{{- define "nearfar.scenario.name" -}}
{{- .Values.scenario.name | default .Values.shippedScenario }}
{{- end }}

{{/* The ConfigMap of a scenario, called by its content: a container of before that starts again, whatever an upgrade has
     brought, finds what it started with: dict "root" $ "scenario" text */}}
{{- define "nearfar.scenario.configMap" -}}
{{- printf "%s-scenario-%s" (include "nearfar.fullname" .root) (.scenario | sha256sum | trunc 8) }}
{{- end }}

{{/* Where a place finds its scenario: dict "root" $ "over" (dict) */}}
{{- define "nearfar.scenario.location" -}}
{{- ternary "/etc/nearfar/scenario.yaml" .root.Values.shippedScenario (not (empty (include "nearfar.scenario" .))) }}
{{- end }}

{{/* Labels of runs: other values, or another version of the product, another run. */}}
{{- define "nearfar.run" -}}
{{- if .Values.run }}
{{- .Values.run }}
{{- else if .Values.experiment.enabled }}
{{- $digest := omit .Values "run" "sweep" "metrics" "networkPolicy" "ingress" "httpRoute" "serviceAccount" "nameOverride" "fullnameOverride" "global" | deepCopy }}
{{- /* What changes the pod of a Job stays in: a Job cannot be changed, and another one is another run. */}}
{{- $_ := set $digest "experiments" (omit .Values.experiments "ttlSecondsAfterFinished") }}
{{- range list "edge" "cloud" }}
{{- $of := get $.Values . }}
{{- $_ := set $digest . (omit $of "service" "podLabels" "podAnnotations" "podDisruptionBudget" "priorityClassName" | merge (dict "port" $of.service.port)) }}
{{- end }}
{{- $digest = list .Chart.AppVersion $digest | toJson | sha256sum }}
{{- printf "%s-%s" (include "nearfar.scenario.name" . | trunc 27) (trunc 8 $digest) }}
{{- else }}
{{- "live" }}
{{- end }}
{{- end }}

{{- define "nearfar.experiment.run" -}}
{{- $run := include "nearfar.run" .root }}
{{- ternary $run (printf "%s-%s" $run .site.name) (eq 1 (len .root.Values.sites)) }}
{{- end }}

{{- define "nearfar.sweep.run" -}}
{{- $image := include "nearfar.image" (dict "root" .root "image" .root.Values.experiments.image) }}
{{- $digest := dict "version" .root.Chart.AppVersion "image" $image "scenario" .root.Values.scenario "shipped" .root.Values.shippedScenario "sweep" .root.Values.sweep | toJson | sha256sum }}
{{- $run := .root.Values.sweep.run | default (printf "%s-sweep-%s" (include "nearfar.scenario.name" .root | trunc 24) (trunc 8 $digest)) }}
{{- with .variant.label }}{{ $run = printf "%s-%s" $run . }}{{ end }}
{{- $run }}
{{- end }}

{{/* Part of an object's name that says which run it is of, and changes with what its pods are made from. */}}
{{- define "nearfar.job.suffix" -}}
{{- trunc 8 (sha256sum .) }}
{{- end }}

{{/* How long a finished Job is kept */}}
{{- define "nearfar.job.kept" -}}
{{- if not (kindIs "invalid" .Values.experiments.ttlSecondsAfterFinished) }}
{{- printf "ttlSecondsAfterFinished: %d" (int .Values.experiments.ttlSecondsAfterFinished) }}
{{- end }}
{{- end }}

{{/* Restricted Pod Security */}}
{{- define "nearfar.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ int64 .user }}
runAsGroup: {{ int64 .group }}
fsGroup: {{ int64 .group }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "nearfar.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Where a pod goes: dict "root" $ "of" values "tier" edge|cloud "apart" component it keeps away from */}}
{{- define "nearfar.placement" -}}
{{- with .of.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .of.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .of.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- if .of.affinity }}
affinity:
  {{- toYaml .of.affinity | nindent 2 }}
{{- else if or .apart (empty .of.nodeSelector) }}
affinity:
  {{- if empty .of.nodeSelector }}
  nodeAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        preference:
          matchExpressions:
            - {key: nearfar.io/tier, operator: In, values: [{{ .tier }}]}
  {{- end }}
  {{- if .apart }}
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 50
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "nearfar.selectorLabels" (dict "root" .root "component" .apart) | nindent 14 }}
  {{- end }}
{{- end }}
{{- end }}

{{/* Configuration as environment variables, nearfar.cloud.retries as NEARFAR_CLOUD_RETRIES: dict "config" map "node" edge|cloud */}}
{{- define "nearfar.config" -}}
{{- $set := include "nearfar.variables" . | fromYaml }}
{{- range $key, $value := .config }}
{{- $variable := regexReplaceAll "[^A-Z0-9]" (upper $key) "_" }}
{{- with get $set $variable }}
{{- fail (printf "config of %s has %s, which the chart sets: write %s instead" $.node $key .) }}
{{- end }}
- name: {{ $variable }}
  value: {{ kindIs "string" $value | ternary $value (toJson $value) | quote }}
{{- end }}
{{- end }}

{{/* Variables that a node has, or can have, from the chart, and the values that say what is in them: dict "node" edge|cloud */}}
{{- define "nearfar.variables" -}}
NEARFAR_SCENARIO: scenario or shippedScenario
NEARFAR_RUN: run
NEARFAR_DRAIN_DELAY: {{ .node }}.drainSeconds
NEARFAR_DRAIN_TIMEOUT: {{ .node }}.shutdownSeconds
NEARFAR_UPSTREAM_URL: {{ .node }}.upstream.url
NEARFAR_UPSTREAM_MODEL: {{ .node }}.upstream.model
NEARFAR_UPSTREAM_API_KEY: {{ .node }}.upstream.existingSecret
{{- if eq .node "edge" }}
NEARFAR_SITE: sites[].name
NEARFAR_CLOUD_URL: cloud.externalUrl or sites[].cloudUrl
NEARFAR_RECORDS_START_DEADLINE: edge.databaseStartSeconds
NEARFAR_RECORDS_STOP_DEADLINE: edge.recordsStopSeconds
NEARFAR_RECORDS_RECALL_EXPERIENCE: edge.recallExperience
NEARFAR_RECORDS_JOURNAL_DIRECTORY: edge.journal
NEARFAR_RECORDS_JOURNAL_MAX_BYTES: edge.journal.maxBytes
NEARFAR_LANGUAGE_MODEL_REMOTE: decisionModel.enabled
NEARFAR_LANGUAGE_MODEL_BASE_URL: decisionModel.baseUrl
NEARFAR_LANGUAGE_MODEL_NAME: decisionModel.name
NEARFAR_LANGUAGE_MODEL_API_KEY: decisionModel.existingSecret
QUARKUS_DATASOURCE_JDBC_URL: postgresql.external
QUARKUS_DATASOURCE_USERNAME: postgresql.username
QUARKUS_DATASOURCE_PASSWORD: postgresql.existingSecret
{{- end }}
{{- end }}

{{/* Options of the Java virtual machine, which win over those of the image. There can be one collector, and the image names one: if another is named, that one goes. */}}
{{- define "nearfar.javaOptions" -}}
{{- with . }}
- {name: JDK_JAVA_OPTIONS, value: {{ regexMatch "-XX:\\+Use(G1|Z|Shenandoah|Parallel|Epsilon)GC" . | ternary (printf "-XX:-UseSerialGC %s" .) . | quote }}}
{{- end }}
{{- end }}

{{- define "nearfar.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
{{- end }}

{{/* A server of a site: what the site says, over what is said for all. A server of its own gets no key of another one's, and
     an empty URL is none: dict "common" map "own" map of the site, if any "url" key of the URL */}}
{{- define "nearfar.server" -}}
{{- $own := .own | default dict }}
{{- $common := .common }}
{{- if hasKey $own .url }}
{{- $common = empty (get $own .url) | ternary (omit .common "existingSecret" "model") (omit .common "existingSecret") }}
{{- end }}
{{- mergeOverwrite (deepCopy $common) $own | toYaml }}
{{- end }}

{{- define "nearfar.site.upstream" -}}
{{- include "nearfar.server" (dict "common" .root.Values.edge.upstream "own" .site.upstream "url" "url") }}
{{- end }}

{{- define "nearfar.site.decisionModel" -}}
{{- include "nearfar.server" (dict "common" .root.Values.decisionModel "own" .site.decisionModel "url" "baseUrl") }}
{{- end }}

{{/* A real model behind a node, as environment variables */}}
{{- define "nearfar.upstream" -}}
{{- if .url }}
- {name: NEARFAR_UPSTREAM_URL, value: {{ .url | quote }}}
{{- with .model }}
- {name: NEARFAR_UPSTREAM_MODEL, value: {{ . | quote }}}
{{- end }}
{{- if .existingSecret }}
- name: NEARFAR_UPSTREAM_API_KEY
  valueFrom: {secretKeyRef: {name: {{ .existingSecret | quote }}, key: {{ .existingSecretKey | quote }}}}
{{- end }}
{{- end }}
{{- end }}

{{/* Metrics by annotation: dict "root" $ "port" 8080 */}}
{{- define "nearfar.scrape" -}}
{{- if .root.Values.metrics.annotations }}
prometheus.io/scrape: "true"
prometheus.io/port: {{ .port | quote }}
prometheus.io/path: /q/metrics
{{- end }}
{{- end }}

{{/* The three probes of both nodes. */}}
{{- define "nearfar.probes" -}}
startupProbe:
  httpGet: {path: /q/health/started, port: http}
  periodSeconds: 1
  timeoutSeconds: 10
  failureThreshold: {{ int64 .startSeconds }}
livenessProbe:
  httpGet: {path: /q/health/live, port: http}
  periodSeconds: 10
  timeoutSeconds: 10
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /q/health/ready, port: http}
  periodSeconds: 2
  timeoutSeconds: 10
{{- end }}

{{/* The database */}}
{{- define "nearfar.database.secret" -}}
{{- .Values.postgresql.existingSecret | default (printf "%s-postgresql" (include "nearfar.fullname" .)) }}
{{- end }}

{{- define "nearfar.database.url" -}}
{{- $postgresql := .Values.postgresql }}
{{- if $postgresql.enabled }}
{{- printf "jdbc:postgresql://%s-postgresql:5432/%s" (include "nearfar.fullname" .) $postgresql.database }}
{{- else }}
{{- $parameters := ternary "" (printf "?%s" $postgresql.external.parameters) (empty $postgresql.external.parameters) }}
{{- printf "jdbc:postgresql://%s:%v/%s%s" $postgresql.external.host $postgresql.external.port $postgresql.database $parameters }}
{{- end }}
{{- end }}

{{/* The cloud node of a site: dict "root" $ "site" site */}}
{{- define "nearfar.cloud.url" -}}
{{- $own := printf "http://%s-cloud:%v" (include "nearfar.fullname" .root) .root.Values.cloud.service.port }}
{{- .site.cloudUrl | default (ternary $own .root.Values.cloud.externalUrl .root.Values.cloud.enabled) }}
{{- end }}

{{/* Parts of a sweep go to as many nodes as there are. */}}
{{- define "nearfar.spread" -}}
podAntiAffinity:
  preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 100
      podAffinityTerm:
        topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "nearfar.selectorLabels" (dict "root" .root "component" "sweep") | nindent 12 }}
{{- end }}

{{/* What a pod of the command line is known by: dict "root" $ "component" "experiment" "site" site, if it is of one "run" run, if it is of one */}}
{{- define "nearfar.experiments.podMetadata" -}}
labels:
  {{- include "nearfar.selectorLabels" . | nindent 2 }}
  {{- with .run }}
  nearfar.io/run: {{ . | quote }}
  {{- end }}
  {{- with .root.Values.experiments.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with .root.Values.experiments.podAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* A pod of the command line: dict "root" $ "args" list "scenario" text, if it reads one "tier" edge, if it is to be there */}}
{{- define "nearfar.experiments.pod" -}}
serviceAccountName: {{ include "nearfar.fullname" .root }}
automountServiceAccountToken: false
enableServiceLinks: false
restartPolicy: Never
{{- with include "nearfar.pullSecrets" .root }}
{{ . }}
{{- end }}
securityContext:
  {{- include "nearfar.podSecurity" (dict "user" 10001 "group" 10001) | nindent 2 }}
containers:
  - name: nearfar
    image: {{ include "nearfar.image" (dict "root" .root "image" .root.Values.experiments.image) }}
    imagePullPolicy: {{ .root.Values.image.pullPolicy }}
    args:
      {{- range .args }}
      - {{ . | toString | quote }}
      {{- end }}
    env:
      - name: JOB_NAME
        valueFrom: {fieldRef: {fieldPath: "metadata.labels['batch.kubernetes.io/job-name']"}}
      {{- with include "nearfar.javaOptions" .root.Values.experiments.javaOptions }}
      {{- . | trim | nindent 6 }}
      {{- end }}
    workingDir: /tmp
    resources:
      {{- toYaml .root.Values.experiments.resources | nindent 6 }}
    securityContext:
      {{- include "nearfar.containerSecurity" . | nindent 6 }}
    volumeMounts:
      - {name: tmp, mountPath: /tmp}
      {{- if .scenario }}
      - {name: scenario, mountPath: /etc/nearfar, readOnly: true}
      {{- end }}
      {{- with .root.Values.experiments.volumeMounts }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
volumes:
  - name: tmp
    emptyDir: {}
  {{- with .root.Values.experiments.volumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- if .scenario }}
  - name: scenario
    configMap:
      name: {{ include "nearfar.scenario.configMap" . }}
  {{- end }}
{{- if .tier }}
{{- include "nearfar.placement" (dict "root" .root "of" .root.Values.experiments "tier" .tier) | trim | nindent 0 }}
{{- else }}
{{- include "nearfar.placement" (dict "root" .root "of" (set (deepCopy .root.Values.experiments) "affinity" (include "nearfar.spread" . | fromYaml))) | trim | nindent 0 }}
{{- end }}
{{- end }}

{{/* The port of a URL */}}
{{- define "nearfar.url.port" -}}
{{- $host := (urlParse .).host }}
{{- $port := regexFind ":[0-9]+$" $host | trimPrefix ":" }}
{{- $port | default (ternary 443 80 (hasPrefix "https:" .)) }}
{{- end }}
