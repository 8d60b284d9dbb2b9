<?cs # The reader's requests about their data; its texts are in lang/. ?>
<?cs include:"common/list.cs" ?>
<?cs def:page_body() ?>
<p><a href="/privacy/"><?cs var:T.privacy.back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.privacy.requests_text ?></p>
<p><a class="button" href="/privacy/ask"><?cs var:T.page.privacy_ask.title ?></a></p>
<?cs call:list(list) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
