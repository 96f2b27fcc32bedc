-- Q153: what is saved in the person's occupational annuity.
--
-- column: balance amount
-- column: as_of date
SELECT
    a.balance AS balance,
    s.as_of AS as_of
FROM persons AS p
JOIN occupational_annuities AS a ON a.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
