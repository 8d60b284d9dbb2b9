<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"trust/parts.cs" ?>
<?cs def:page_body() ?>
<?cs call:deed_head() ?>
<p><?cs var:T.trust.act_text ?></p>
<?cs call:form(form.act) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
