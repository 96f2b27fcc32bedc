-- Q131: the newest report of a work injury: its number, how far it is, and until when it is decided.
--
-- column: case_number case_number
-- column: stage text
-- column: due_on date
-- column: as_of date
SELECT
    i.case_number AS case_number,
    i.stage AS stage,
    i.due_on AS due_on,
    s.as_of AS as_of
FROM persons AS p
JOIN injury_recognitions AS i ON i.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
ORDER BY i.due_on DESC
LIMIT 1
