-- A file is read in pieces. Of a content that is not compressed the server reads these alone; large tables come
-- compressed.
alter table run_file alter column content set storage external;
