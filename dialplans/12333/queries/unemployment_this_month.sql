-- Q122: the unemployment benefit of the newest month that has been paid. Nothing for who doesn't draw it any more.
--
-- column: month month
-- column: amount amount
-- column: paid_on date
-- column: as_of date
SELECT
    u.month AS month,
    u.amount AS amount,
    u.paid_on AS paid_on,
    s.as_of AS as_of
FROM persons AS p
CROSS JOIN data_status AS s
JOIN unemployment_payments AS u ON u.person_id = p.id AND u.month = s.unemployment_month
WHERE p.id_number = :id_number
