-- C211: which card would be locked, and until when; or that it is locked already. A loss that is over counts no more.
--
-- column: card_tail card_tail
-- column: until date             the last day on which it is or would be locked
-- column: case code              normal or lost
SELECT
    k.card_number AS card_tail,
    COALESCE(l.lapses_on, :loss_until) AS until,
    CASE WHEN l.case_number IS NULL THEN 'normal' ELSE 'lost' END AS "case"
FROM persons AS p
JOIN social_cards AS k ON k.person_id = p.id
LEFT JOIN card_losses AS l
    ON l.person_id = p.id AND l.released_on IS NULL AND l.lapses_on >= :today
WHERE p.id_number = :id_number
ORDER BY l.lapses_on DESC
LIMIT 1
