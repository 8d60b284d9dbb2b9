<?cs # One decision on a registration, with the letter that tells it. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"common/decision.cs" ?>
<?cs include:"org/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(back) ?>"><?cs var:T.desk.back ?></a></p>
<h1><?cs var:event_text ?></h1>
<?cs call:reg_head() ?>
<?cs call:decision(form.desk, T.desk.preview) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
