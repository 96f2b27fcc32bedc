-- Q111: what is saved in the person's pension account.
--
-- column: balance amount
-- column: as_of date              the day up to which it is counted
SELECT
    a.balance AS balance,
    s.as_of AS as_of
FROM persons AS p
JOIN pension_accounts AS a ON a.person_id = p.id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
