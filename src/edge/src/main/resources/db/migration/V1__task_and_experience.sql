-- One row for a finished task, measured and analytic side by side. Times in seconds.
create sequence task_seq increment by 50;

create table task (
  number                    bigint primary key,
  run                       varchar(64)      not null,
  id                        varchar(64)      not null,
  arrival                   timestamptz      not null,
  user_number               integer,
  service_type              varchar(32)      not null,
  keywords                  text             not null,
  prompt_tokens             integer          not null,
  expected_output_tokens    integer          not null,
  output_tokens             integer          not null,
  policy                    varchar(32)      not null,
  decision                  varchar(16)      not null,
  origin                    varchar(16)      not null,
  decision_failure          varchar(32),
  tier                      varchar(16)      not null,
  model                     text             not null,
  hop_failure               varchar(32),
  ending                    varchar(16)      not null,
  decision_seconds          double precision not null,
  measured_ttft_seconds     double precision,
  measured_tpot_seconds     double precision,
  measured_delay_seconds    double precision not null,
  measured_backhaul_seconds double precision,
  analytic_ttft_seconds     double precision,
  analytic_tpot_seconds     double precision,
  analytic_delay_seconds    double precision not null,
  analytic_backhaul_seconds double precision,
  feasible                  boolean          not null,
  radio_seconds             double precision not null,
  reward                    double precision not null,
  analytic_reward           double precision not null,
  regret                    double precision not null
);

create index task_by_run on task (run, number);

-- The best experience of each condition, so that a restart does not forget.
create table experience (
  -- Name of the scenario and a digest of what its rewards depend on: they mean nothing elsewhere.
  scenario   text             not null,
  keywords   text             not null,
  decision   varchar(16)      not null,
  reward     double precision not null,
  evaluation varchar(16)      not null,
  learned    timestamptz      not null default now(),
  primary key (scenario, keywords)
);
