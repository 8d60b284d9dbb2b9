<?cs # One page of the suite; its texts are in lang/. young: an account of one's own is for later. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<?cs if:young ?>
<h1><?cs var:T.login.young ?></h1>
<p class="lead"><?cs var:T.login.young_text ?></p>
<p><?cs var:T.login.young_kept ?></p>
<ul class="choices"><li><a href="/trust/child"><?cs var:T.login.young_link ?></a></li>
<li><a href="/help"><?cs var:T.common.help ?></a></li></ul>
<?cs else ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page[page].lead ?></p>
<?cs call:form(form.new) ?>
<?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
