-- Q212: locks the person's card until :loss_until. A card that is locked already stays as it is.
--
-- column: case code               done or already
-- column: case_number case_number
-- column: card_tail card_tail
-- column: until date              the last day on which it is locked

-- Takes the card: whoever else wants to change it waits until this is over.
UPDATE social_cards SET status = status
WHERE person_id = (SELECT id FROM persons WHERE id_number = :id_number);

INSERT INTO card_losses (case_number, person_id, reported_on, lapses_on, request)
SELECT :case_number, k.person_id, :today, :loss_until, :request
FROM persons AS p
JOIN social_cards AS k ON k.person_id = p.id
WHERE p.id_number = :id_number
    AND NOT EXISTS (SELECT 1 FROM card_losses AS l WHERE l.request = :request)
    AND NOT EXISTS (
        SELECT 1 FROM card_losses AS l WHERE l.person_id = p.id AND l.released_on IS NULL AND l.lapses_on >= :today
    );

-- Only of the loss that was written just now: the case number is a fresh one every time.
UPDATE social_cards SET status = '挂失'
WHERE person_id = (SELECT person_id FROM card_losses WHERE case_number = :case_number);

SELECT
    CASE WHEN l.request = :request THEN 'done' ELSE 'already' END AS "case",
    l.case_number AS case_number,
    k.card_number AS card_tail,
    l.lapses_on AS until
FROM persons AS p
JOIN social_cards AS k ON k.person_id = p.id
JOIN card_losses AS l ON l.person_id = p.id
WHERE p.id_number = :id_number
    AND (l.request = :request OR (l.released_on IS NULL AND l.lapses_on >= :today))
ORDER BY CASE WHEN l.request = :request THEN 0 ELSE 1 END, l.lapses_on DESC
LIMIT 1
