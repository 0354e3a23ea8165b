-- A table whose columns hold whatever they are given, and a view.
CREATE TABLE loose (id INTEGER PRIMARY KEY, number INTEGER, anything);
CREATE VIEW authors AS
    SELECT u.id AS id, u.username AS name, count(*) AS posts
    FROM users u JOIN posts p ON p.user_id = u.id GROUP BY u.id;
