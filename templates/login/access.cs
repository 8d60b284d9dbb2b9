<?cs # One page of the suite; its texts are in lang/. ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p><?cs var:T.login.access_text ?></p>
<p><?cs var:T.login.access_large ?></p>
<p><?cs var:T.login.access_tell ?></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
