<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="/privacy/consents"><?cs var:T.privacy.back_consents ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead" lang="<?cs var:notice.lang ?>"><?cs var:notice.title ?></p>
<p><?cs var:follows ?></p>
<?cs call:form(form.withdraw) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
