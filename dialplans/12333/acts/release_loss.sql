-- Q221: unlocks a card that was found again. A card that isn't locked, or no longer, stays as it is.
--
-- column: case code               done or not_lost
-- column: case_number case_number
-- column: card_tail card_tail

-- Takes the card: whoever else wants to change it waits until this is over.
UPDATE social_cards SET status = status
WHERE person_id = (SELECT id FROM persons WHERE id_number = :id_number);

INSERT INTO card_releases (case_number, person_id, request, released_on)
SELECT :case_number, k.person_id, :request, :today
FROM persons AS p
JOIN social_cards AS k ON k.person_id = p.id
WHERE p.id_number = :id_number
    AND NOT EXISTS (SELECT 1 FROM card_releases AS r WHERE r.request = :request)
    AND EXISTS (
        SELECT 1 FROM card_losses AS l WHERE l.person_id = p.id AND l.released_on IS NULL AND l.lapses_on >= :today
    );

-- Only when it was written just now: the case number is a fresh one every time.
UPDATE card_losses SET released_on = :today
WHERE released_on IS NULL AND person_id = (SELECT person_id FROM card_releases WHERE case_number = :case_number);

UPDATE social_cards SET status = '正常'
WHERE person_id = (SELECT person_id FROM card_releases WHERE case_number = :case_number);

-- A card that isn't locked has no release, and so no number.
SELECT
    CASE WHEN r.request IS NULL THEN 'not_lost' ELSE 'done' END AS "case",
    r.case_number AS case_number,
    k.card_number AS card_tail
FROM persons AS p
JOIN social_cards AS k ON k.person_id = p.id
LEFT JOIN card_releases AS r ON r.person_id = p.id AND r.request = :request
WHERE p.id_number = :id_number
