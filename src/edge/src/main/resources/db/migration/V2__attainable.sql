-- Whether any decision meets the quality constraint. What was recorded before does not say it of tasks that
-- violated the constraint; then a scenario's cloud model met it unless its author stated otherwise.
alter table task add column attainable boolean not null default true;
alter table task alter column attainable drop default;
