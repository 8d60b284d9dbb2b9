<?cs # One page of the suite; its texts are in lang/. ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<h2><?cs var:T.privacy.what ?></h2><p><?cs var:T.privacy.what_text ?></p>
<h2><?cs var:T.privacy.why ?></h2><p><?cs var:T.privacy.why_text ?></p>
<h2><?cs var:T.privacy.who ?></h2><p><?cs var:T.privacy.who_text ?></p>
<h2><?cs var:T.privacy.rights ?></h2><p><?cs var:T.privacy.rights_text ?></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
