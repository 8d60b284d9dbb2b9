<?cs # Who looked at the reader's data; its texts are in lang/. ?>
<?cs include:"common/list.cs" ?>
<?cs def:page_body() ?>
<p><a href="/privacy/"><?cs var:T.privacy.back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.privacy.seen_text ?></p>
<?cs call:list(list) ?>
<p class="hint"><?cs var:T.privacy.seen_name ?></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
