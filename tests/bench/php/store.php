<?php
// The database of the twin: one persistent connection a child, statements prepared at each request, as mysqli does.

mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);

function db(): mysqli
{
    global $config;
    static $db = null;
    if (!$db) {
        $db = new mysqli('p:localhost', $config['user'], $config['password'], $config['database'], 0, $config['socket']);
        $db->set_charset('utf8mb4');
    }
    return $db;
}

function ask(string $sql, array $args): array
{
    $s = db()->prepare($sql);
    $s->execute($args);
    $rows = $s->get_result()->fetch_all(MYSQLI_NUM);
    $s->close();
    return $rows;
}

function change(string $sql, array $args): int
{
    $s = db()->prepare($sql);
    $s->execute($args);
    $n = $s->affected_rows;
    $s->close();
    return $n;
}

function utc(?string $s): ?int
{
    return $s === null ? null : strtotime("$s UTC");
}

// The reader, or a redirect.
function who_is(bool $obvious): array
{
    global $config;
    $cookie = base64url_read($_COOKIE['sid'] ?? '');
    $hash = hash('sha256', $cookie, true);
    $row = strlen($cookie) !== 32 ? null : ($obvious ? session_obvious($hash) : ask($config['sql']['session'], [$hash])[0] ?? null);
    $now = time();
    if (!$row || $row[10] !== 'active' || utc($row[6]) <= $now || utc($row[5]) + ($row[3] ? 900 : 1800) <= $now) {
        header('Location: /login/', true, 303);
        exit;
    }
    if ($now - utc($row[5]) >= 60) {
        change('UPDATE session SET seen_at = ? WHERE hash = ?', [gmdate('Y-m-d H:i:s', $now), $hash]);
    }
    return ['id' => $row[0], 'org' => $row[1], 'name' => $row[7], 'mail' => $row[8], 'lang' => $row[9], 'roles' => (int)$row[11],
            'org_name' => $row[12], 'session' => $hash];
}

// Session, account, roles and organisation, each asked when it is needed.
function session_obvious(string $hash): ?array
{
    $s = ask('SELECT account, org, second, staff, signed_at, seen_at, ends_at FROM session WHERE hash = ?', [$hash])[0] ?? null;
    if (!$s) {
        return null;
    }
    $a = ask('SELECT name, mail, lang, state FROM account WHERE id = ?', [$s[0]])[0];
    $roles = array_reduce(ask('SELECT role FROM account_role WHERE account = ? AND org = ?', [$s[0], $s[1]]), fn($all, $r) => $all | $r[0], 0);
    $org = ask('SELECT name FROM org WHERE id = ?', [$s[1]])[0][0] ?? '';
    return [...$s, ...$a, $roles, $org];
}
