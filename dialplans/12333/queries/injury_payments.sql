-- Q133: what was paid for a work injury, the newest first.
--
-- rows: 12
-- column: item text
-- column: amount amount
-- column: paid_on date
-- column: as_of date
SELECT
    i.item AS item,
    i.amount AS amount,
    i.paid_on AS paid_on,
    s.as_of AS as_of
FROM persons AS p
JOIN injury_payments AS i ON i.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
ORDER BY i.paid_on DESC, i.item
LIMIT 12
