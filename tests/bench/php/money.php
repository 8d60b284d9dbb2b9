<?php
// A section of an application saved in one transaction, with the same statements and the same single-use token.

function money_done(array $who): void
{
    global $config;
    $token = base64url_read($_POST['token'] ?? '');
    $salt = substr($token, 0, 16);
    if (strlen($token) !== 48 || !hash_equals(token_code($who['session'], 'money', $salt), substr($token, 16))) {
        http_response_code(403);
        return;
    }
    $funding = $_POST['funding'] ?? '';
    $names = [trim($_POST['funding_name'] ?? ''), trim($_POST['agency_no'] ?? '')];
    if (!in_array($funding, ['self', 'cgs', 'yunnan', 'county', 'school', 'enterprise'], true) || ($_POST['mark'] ?? '') !== 'done' ||
        !preg_match('/^.{0,150}\x00.{0,40}$/su', implode("\0", $names))) {
        http_response_code(422);
        return;
    }
    $id = (int)($_GET['id'] ?? 0);
    $place = "/apply/tasks?id=$id&said=saved";
    $today = gmdate('Y-m-d', time() + 28800);
    $now = gmdate('Y-m-d H:i:s');
    $db = db();
    $db->begin_transaction();
    $row = ask($config['sql']['own'], [$today, $today, $today, $today, $who['lang'], $today, $id, $who['id']])[0] ?? null;
    if (!$row || !($row[3] == 1 || ($row[3] == 4 && $row[21] & 16))) {
        $db->rollback();
        http_response_code($row ? 409 : 404);
        return;
    }
    change('UPDATE apply_application SET id = id, funding = ?, funding_name = ?, agency_no = ?, money_done = ? WHERE id = ? AND owner = ? ' .
           'AND (state = 1 OR (state = 4 AND (fix & 16) > 0))',
           [$funding, $names[0] === '' ? null : $names[0], $names[1] === '' ? null : $names[1], $now, $id, $who['id']]);
    change('INSERT INTO submit_key (k, place, created_at) VALUES (?, ?, ?)', [$salt, $place, $now]);
    $db->commit();
    header("Location: $place", true, 303);
}
