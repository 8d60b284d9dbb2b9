<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:lead ?></p>
<?cs call:form(form.digits) ?>
<p><a href="<?cs if:again ?><?cs var:again ?><?cs elif:who.id ?>/login/reach<?cs else ?>/login/forgot<?cs /if ?>"><?cs var:T.login.code_again ?></a></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
