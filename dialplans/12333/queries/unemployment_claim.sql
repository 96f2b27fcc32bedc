-- Q121: how far the claim for unemployment benefit is, and what comes next.
--
-- column: stage text
-- column: next_step text
-- column: as_of date
SELECT
    u.stage AS stage,
    u.next_step AS next_step,
    s.as_of AS as_of
FROM persons AS p
JOIN unemployment_claims AS u ON u.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
