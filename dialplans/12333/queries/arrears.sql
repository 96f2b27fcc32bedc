-- Q143: for which months nothing was paid, the oldest first.
--
-- rows: 12
-- column: month month
-- column: as_of date
SELECT
    a.month AS month,
    s.as_of AS as_of
FROM persons AS p
JOIN arrears AS a ON a.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
ORDER BY a.month
LIMIT 12
