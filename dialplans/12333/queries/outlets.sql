-- A25: where to go in a district.
--
-- rows: 5
-- person: none
-- column: name text
-- column: address text
-- column: hours text
SELECT
    o.name AS name,
    o.address AS address,
    o.hours AS hours
FROM service_outlets AS o
WHERE o.district = :district
ORDER BY o.id
LIMIT 5
