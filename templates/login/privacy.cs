<?cs # One page of the suite; its texts are in lang/. ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<h2><?cs var:T.login.privacy_what ?></h2><p><?cs var:T.login.privacy_what_text ?></p>
<h2><?cs var:T.login.privacy_why ?></h2><p><?cs var:T.login.privacy_why_text ?></p>
<h2><?cs var:T.login.privacy_who ?></h2><p><?cs var:T.login.privacy_who_text ?></p>
<h2><?cs var:T.login.privacy_rights ?></h2><p><?cs var:T.login.privacy_rights_text ?></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
