<?php
// The data of the officers' list, as cgi/apply/review.c makes them.

function queue_rows(array $who, bool $obvious): array
{
    global $config;
    if (!$obvious) {
        return [ask($config['sql']['count'], [$who['org'], 2])[0][0], ask($config['sql']['list'], [$who['lang'], $who['org'], 2])];
    }
    $n = ask('SELECT COUNT(*) FROM apply_application WHERE centre = ? AND state = ?', [$who['org'], 2])[0][0];
    return [$n, ask($config['sql']['list'] . ' OFFSET 0', [$who['lang'], $who['org'], 2])];
}

function queue_row(array $q, array $g, array $who, int $now): array
{
    $due = utc($q[7]);
    $late = $due !== null && $due <= $now;
    $tags = ['zh' => 'zh-Hans'];
    $last = ['text' => $due === null ? '' : day($g, $due - 1)];
    if ($late || $q[8] > 0) {
        $last['tag'] = $late ? 'bad' : 'wait';
    }
    return ['cell' => [['text' => $q[1], 'href' => "/apply/case?id=$q[0]"],
                       ['text' => $q[2] !== '' ? $q[2] : $q[3], 'lang' => $tags[$q[10]] ?? $q[10]],
                       ['text' => $g['T']['country'][$q[4]] ?? ''],
                       ['text' => $q[5]] + ($q[11] !== $who['lang'] ? ['lang' => $q[11]] : []),
                       ['text' => day($g, utc($q[6]))],
                       $last]];
}

function queue_load(array $who, array $g): array
{
    global $config;
    $obvious = isset($_SERVER['TWIN']);
    $t = $g['T'];
    $d = ['queue' => ['caption' => $t['apply']['queue_caption'], 'empty' => $t['apply']['queue_empty'], 'head' => [], 'row' => []]];
    foreach (['number', 'name', 'country', 'programme', 'since', 'due'] as $c) {
        $d['queue']['head'][] = ['label' => $t['apply']["column_$c"]];
    }
    [$count, $rows] = queue_rows($who, $obvious);
    $d['count'] = $count > 100 ? '100+' : (string)$count;
    foreach ($config['states'] as $s) {
        $d['filters'][] = ['href' => "/apply/queue?state=$s", 'text' => $t['state'][$s]] + ($s === 'submitted' ? ['current' => '1'] : []);
    }
    $now = time();
    foreach (array_slice($rows, 0, 20) as $q) {
        $d['queue']['row'][] = queue_row($q, $g, $who, $now);
    }
    if (count($rows) > 20) {
        $q = $rows[19];
        $d['queue']['older'] = '/apply/queue?state=submitted&due=' . utc($q[9]) . "&after=$q[0]";
    }
    return $d;
}
