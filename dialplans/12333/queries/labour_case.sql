-- Q34: how far the person's labour disputes are. The stage only, nothing about the other side.
--
-- rows: 3
-- column: procedure text
-- column: stage text
-- column: as_of date
SELECT
    l.procedure AS procedure,
    l.stage AS stage,
    s.as_of AS as_of
FROM persons AS p
JOIN labour_cases AS l ON l.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
ORDER BY l.case_number DESC
LIMIT 3
