-- Q32: what the person applied for in the last half year, the newest first.
--
-- rows: 5
-- column: matter text
-- column: stage text
-- column: received_on date
-- column: as_of date
SELECT
    c.matter AS matter,
    c.stage AS stage,
    c.received_on AS received_on,
    s.as_of AS as_of
FROM persons AS p
JOIN cases AS c ON c.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number AND c.received_on >= :half_year_ago
ORDER BY c.received_on DESC, c.case_number DESC
LIMIT 5
