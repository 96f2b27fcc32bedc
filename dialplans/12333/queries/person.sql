-- Who is calling: the PIN's hash (argon2) and whether the PIN is still the one that was given out.
-- Nothing of this is ever spoken. Exactly these two columns are needed.
--
-- column: pin_hash code
-- column: initial_pin code        yes or no
SELECT
    p.pin_hash AS pin_hash,
    CASE WHEN p.pin_initial THEN 'yes' ELSE 'no' END AS initial_pin
FROM persons AS p
WHERE p.id_number = :id_number
