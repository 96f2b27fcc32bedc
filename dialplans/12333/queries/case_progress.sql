-- Q31: how far a case is, by its number. It must be the caller's own.
--
-- column: matter text
-- column: stage text
-- column: due_on date
-- column: as_of date
SELECT
    c.matter AS matter,
    c.stage AS stage,
    c.due_on AS due_on,
    s.as_of AS as_of
FROM persons AS p
JOIN (
    SELECT person_id, case_number, matter, stage, due_on FROM cases
    UNION ALL
    SELECT person_id, case_number, '工伤认定' AS matter, stage, due_on FROM injury_recognitions
) AS c ON c.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number AND c.case_number = :case_number
