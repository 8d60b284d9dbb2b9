<?php
// The twin of the measured pages, written the way one writes PHP: prepared statements, templates as functions, texts in
// an array. It answers with the same bytes. TWIN=obvious is the list as one writes it first: every table asked by itself,
// everything counted. Made files (config, texts, pages) come from tests/bench/data.mjs.
declare(strict_types=1);

$made = $_SERVER['TWIN_MADE'];
$config = require "$made/config.php";
require __DIR__ . '/frame.php';

switch ($_SERVER['DOCUMENT_URI']) {
    case '/bench/page':
        require __DIR__ . '/page.php';
        require "$made/bench_page.php";
        $g = texts('zh'); // nobody says a language: the site's own, and the menu of languages stands open
        page(frame('bench_page', null, $g) + ['choose' => '1'] + page_load($g), $g);
        break;
    case '/apply/queue':
        require __DIR__ . '/store.php';
        require __DIR__ . '/queue.php';
        require "$made/apply_queue.php";
        $who = who_is(isset($_SERVER['TWIN']));
        $g = texts($who['lang']);
        page(frame('apply_queue', $who, $g) + queue_load($who, $g), $g);
        break;
    case '/apply/money':
        require __DIR__ . '/store.php';
        require __DIR__ . '/money.php';
        money_done(who_is(false));
        break;
    default:
        http_response_code(404);
}
