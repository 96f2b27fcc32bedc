-- Q331: when the pensioner last showed to be alive, how long that is good for, and whether the pension has been stopped.
--
-- column: certified month
-- column: valid_until date
-- column: case code              valid, expired or suspended
-- column: as_of date
SELECT
    c.certified AS certified,
    c.valid_until AS valid_until,
    CASE
        WHEN c.suspended THEN 'suspended'
        WHEN c.valid_until < :today THEN 'expired'
        ELSE 'valid'
    END AS "case",
    s.as_of AS as_of
FROM persons AS p
JOIN certifications AS c ON c.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
