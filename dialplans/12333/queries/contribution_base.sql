-- Q142: on what base is paid in this insurance year, and how much of the person's own a month.
--
-- column: year text              2026年
-- column: base amount
-- column: personal_due amount
-- column: as_of date
SELECT
    CAST(b.year AS text) || '年' AS year,
    b.base AS base,
    b.personal_due AS personal_due,
    s.as_of AS as_of
FROM persons AS p
JOIN contribution_bases AS b ON b.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
ORDER BY b.year DESC
LIMIT 1
