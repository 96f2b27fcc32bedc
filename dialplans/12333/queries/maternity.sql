-- Q151: how far the claim for maternity benefit is, and how much it is.
--
-- column: stage text
-- column: amount amount
-- column: as_of date
SELECT
    m.stage AS stage,
    m.amount AS amount,
    s.as_of AS as_of
FROM persons AS p
JOIN maternity_claims AS m ON m.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
