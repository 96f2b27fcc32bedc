-- Q141: in which insurances the person is enrolled, and by which employer.
--
-- rows: 6
-- column: insurance text
-- column: status text
-- column: employer text          its short name
-- column: as_of date
SELECT
    e.insurance AS insurance,
    e.status AS status,
    o.short_name AS employer,
    s.as_of AS as_of
FROM persons AS p
JOIN enrolments AS e ON e.person_id = p.id
JOIN employers AS o ON o.id = e.employer_id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
ORDER BY e.insurance
LIMIT 6
