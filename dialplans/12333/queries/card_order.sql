-- Q23: how far a new card is, and where and when it can be fetched. Asked with the ID number alone, so it names nobody.
--
-- column: stage text
-- column: outlet text
-- column: hours text
-- column: ready_on date
-- column: as_of date
SELECT
    c.stage AS stage,
    o.name AS outlet,
    o.hours AS hours,
    c.ready_on AS ready_on,
    s.as_of AS as_of
FROM persons AS p
JOIN card_orders AS c ON c.person_id = p.id
JOIN service_outlets AS o ON o.id = c.outlet_id
CROSS JOIN data_status AS s
WHERE p.id_number = :id_number
