<?cs # One page of the suite; its texts are in lang/. ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<h2><?cs var:T.login.help_apply ?></h2><p><?cs var:T.login.help_apply_text ?></p>
<h2><?cs var:T.login.help_cost ?></h2><p><?cs var:T.login.help_cost_text ?></p>
<h2><?cs var:T.login.help_name ?></h2><p><?cs var:T.login.help_name_text ?></p>
<h2><?cs var:T.login.help_phone ?></h2><p><?cs var:T.login.help_phone_text ?></p>
<h2><?cs var:T.login.help_person ?></h2><p><?cs var:T.login.help_person_text ?></p>
<?cs if:phone ?><p><?cs var:T.login.help_tel ?>: <strong><bdi dir="ltr"><?cs var:phone ?></bdi></strong></p><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
