-- Q132: when the working capacity is or was appraised, and whether there is a finding. Never the finding itself.
--
-- column: appointed_on date
-- column: case code              waiting or concluded
-- column: as_of date
SELECT
    a.appointed_on AS appointed_on,
    CASE WHEN a.concluded THEN 'concluded' ELSE 'waiting' END AS "case",
    s.as_of AS as_of
FROM persons AS p
JOIN injury_appraisals AS a ON a.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
