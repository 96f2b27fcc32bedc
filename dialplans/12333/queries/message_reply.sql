-- Q55: whether a message or a wish to be called back, left at this telephone, has been answered.
--
-- database: ours
-- person: none
-- column: received_on date
-- column: case code              waiting or answered
SELECT
    r.received_on AS received_on,
    CASE WHEN r.status = 'answered' THEN 'answered' ELSE 'waiting' END AS "case"
FROM requests AS r
WHERE r.case_number = :case_number
