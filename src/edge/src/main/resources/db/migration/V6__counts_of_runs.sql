-- How many task records each run has: a list of runs would count all of them, 0.4 s for a million.
-- What an agent without this count writes meanwhile is not in it: where several share a database, none should be running.
create table run_tasks (
  run           varchar(64) primary key,
  tasks         bigint      not null,
  first_arrival timestamptz not null,
  last_arrival  timestamptz not null
);
insert into run_tasks select run, count(*), min(arrival), max(arrival) from task group by run;
drop index task_by_arrival;
