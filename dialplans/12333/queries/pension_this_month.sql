-- Q112: the pension of the newest month that has been paid. Nothing for who doesn't draw one, or whose pension is suspended.
--
-- column: month month
-- column: gross amount
-- column: net amount
-- column: paid_on date
-- column: bank_tail card_tail     the last four digits of the account that it went to
-- column: as_of date
SELECT
    x.month AS month,
    x.gross AS gross,
    x.net AS net,
    x.paid_on AS paid_on,
    x.bank_tail AS bank_tail,
    s.as_of AS as_of
FROM persons AS p
CROSS JOIN data_status AS s
JOIN pension_payments AS x ON x.person_id = p.id AND x.month = s.pension_month
WHERE p.id_number = :id_number
