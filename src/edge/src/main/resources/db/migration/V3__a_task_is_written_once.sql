-- A record that comes a second time, after a commit whose answer was lost or from a journal, is the
-- same one. The arrival tells apart tasks of clients that use an id again.
create unique index task_once on task (run, id, arrival);
