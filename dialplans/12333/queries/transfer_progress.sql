-- Q145: how far the move of the insurance from another city is.
--
-- column: moved_from text
-- column: moved_to text
-- column: stage text
-- column: as_of date
SELECT
    t.moved_from AS moved_from,
    t.moved_to AS moved_to,
    t.stage AS stage,
    s.as_of AS as_of
FROM persons AS p
JOIN transfers AS t ON t.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
