<?php
// The data of /bench/page, as tests/bench/page.c makes them.

function page_load(array $g): array
{
    $words = ['Vilayphone & sons', '勐腊县人民政府', 'ສະຫວັນນະເຂດ', '"quoted" <b>', "O'Brien", 'plain words of a usual length', '2026-09-01'];
    $t = $g['T']['bench'];
    $d = ['doors' => [], 'options' => [], 'table' => ['caption' => $t['caption'], 'head' => [], 'row' => []]];
    for ($i = 0; $i < 40; $i++) {
        $d['doors'][] = ['href' => "/bench/page?door=$i", 'text' => $t['door_' . $i % 10]];
    }
    for ($i = 0; $i < 8; $i++) {
        $d['options'][] = ['code' => (string)$i, 'label' => $t["option_$i"]];
    }
    for ($c = 0; $c < 9; $c++) {
        $d['table']['head'][] = ['label' => $t["column_$c"]] + ($c === 6 ? ['num' => '1'] : []);
    }
    for ($i = 0; $i < 20; $i++) {
        $row = [];
        for ($c = 0; $c < 9; $c++) {
            $cell = ['text' => $words[($i + $c) % 7] . ' ' . (1000 + $i * 9 + $c)];
            if ($c === 0) {
                $cell['href'] = "/bench/page?id=$i&from=list";
            } elseif ($c === 2) {
                $cell['lang'] = 'lo';
            } elseif ($c === 8) {
                $cell['tag'] = $i % 3 ? 'ok' : 'wait';
            }
            $row[] = $cell;
        }
        $d['table']['row'][] = ['cell' => $row];
    }
    $d['table']['older'] = '/bench/page?after=1180&state=open';
    return $d;
}
