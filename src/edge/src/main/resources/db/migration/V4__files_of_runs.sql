-- What was published of a run: its results and its report.
create table run_file (
  run          varchar(64)  not null,
  name         varchar(100) not null,
  content      bytea        not null,
  content_type varchar(64)  not null,
  size         bigint       not null,
  created      timestamptz  not null,
  primary key (run, name)
);
-- A list of runs counts their tasks and has the first and the last arrival of each: from this index alone.
create index task_by_arrival on task (run, arrival);
