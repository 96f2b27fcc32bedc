-- Q123: for how many months unemployment benefit was granted, was paid, and is left.
--
-- column: approved count
-- column: paid count
-- column: remaining count
-- column: as_of date
SELECT
    u.months_approved AS approved,
    u.months_paid AS paid,
    u.months_approved - u.months_paid AS remaining,
    s.as_of AS as_of
FROM persons AS p
JOIN unemployment_claims AS u ON u.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
