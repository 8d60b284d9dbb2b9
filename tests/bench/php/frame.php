<?php
// What every page of the twin needs: escaping, texts, tokens, the data of the frame.

function h($s): string
{
    return htmlspecialchars((string)$s, ENT_QUOTES | ENT_HTML401);
}

function u($s): string
{
    return strpos($s, ':') === false || preg_match('~^(https?|ftp|mailto):~i', $s) ? h($s) : '#';
}

function texts(string $lang): array
{
    return require $GLOBALS['made'] . "/texts_$lang.php";
}

function fill(string $text, array $holes): string
{
    return strtr($text, $holes);
}

// A day of Asia/Shanghai (UTC+8 all year) in the reader's language.
function day(array $g, int $utc_s): string
{
    [$y, $m, $d] = explode(' ', gmdate('Y n j', $utc_s + 28800));
    return fill($g['T']['format']['day'], ['{day}' => $d, '{month}' => $g['T']['month'][$m], '{year}' => $y, '{be_year}' => $y + 543]);
}

function base64url(string $s): string
{
    return rtrim(strtr(base64_encode($s), '+/', '-_'), '=');
}

function base64url_read(string $s): string
{
    return (string)base64_decode(strtr($s, '-_', '+/'), true);
}

function token_code(string $session, string $form, string $salt): string
{
    global $config;
    $key = hash_hmac('sha256', 'qiao1|csrf', $config['hmac'], true);
    return hash_hmac('sha256', $session . strlen($form) . "|$form|" . $salt, $key, true);
}

function token(string $session, string $form): string
{
    $salt = random_bytes(16);
    return base64url($salt . token_code($session, $form, $salt));
}

function frame(string $page, ?array $who, array $g): array
{
    $path = $_SERVER['DOCUMENT_URI'];
    $d = ['page' => $page, 'here' => "$path?", 'path' => $path, 'site' => '', 'demo' => '1'];
    $roles = $who['roles'] ?? 0;
    if ($who) {
        $d['who'] = ['id' => $who['id'], 'name' => $who['name'], 'org' => $who['org_name'], 'hats' => $who['org'] ? '1' : '0'];
        $d['out_token'] = token($who['session'], 'out');
    }
    // Role 0: everybody signed in. The second list is the reader's own menu.
    $bar = [['/apply/', 'nav.apply', -1], ['/apply/mine', 'nav.mine', 1], ['/apply/queue', 'nav.queue', 96], ['/apply/track', 'nav.track', -1],
            ['/help', 'nav.help', -1]];
    $own = [['/apply/mine', 'nav.mine', 1], ['/login/me', 'common.my_account', 0], ['/trust/', 'common.trust', 0], ['/org/', 'common.orgs', 0]];
    foreach (['nav' => $bar, 'own' => $who ? $own : []] as $list => $doors) {
        foreach ($doors as [$href, $text, $role]) {
            if ($role <= 0 || $roles & $role) {
                [$of, $name] = explode('.', $text);
                $n = ['href' => $href, 'label' => $g['T'][$of][$name] ?? ''];
                if ($href === $path) {
                    $n['current'] = '1';
                }
                $d[$list][] = $n;
            }
        }
    }
    return $d;
}
