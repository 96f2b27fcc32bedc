-- Q113: how long the person has paid into the pension insurance, and when last.
--
-- column: total months            spoken as years and months
-- column: last_month month
-- column: as_of date
SELECT
    t.months AS total,
    t.last_month AS last_month,
    s.as_of AS as_of
FROM persons AS p
JOIN contribution_totals AS t ON t.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
