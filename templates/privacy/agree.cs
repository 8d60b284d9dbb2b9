<?cs # One page of the suite; its texts are in lang/, the notice is a row. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"privacy/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/privacy/consents"><?cs var:T.privacy.back_consents ?></a></p>
<h1 lang="<?cs var:notice.lang ?>"><?cs var:notice.title ?></h1>
<?cs call:notice_parts() ?>
<?cs call:form(form.agree) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
