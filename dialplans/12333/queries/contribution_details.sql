-- Q114: the last twelve months that were paid into the pension insurance, the newest first.
--
-- rows: 12
-- column: month month
-- column: base amount
-- column: amount amount           the person's own part
-- column: as_of date
SELECT
    c.month AS month,
    c.base AS base,
    c.amount AS amount,
    s.as_of AS as_of
FROM persons AS p
JOIN contributions AS c ON c.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
ORDER BY c.month DESC
LIMIT 12
