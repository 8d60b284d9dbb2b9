<?cs # One decision on a guardian's question, with the letter that tells it. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"common/summary.cs" ?>
<?cs include:"common/decision.cs" ?>
<?cs include:"trust/child_parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(back) ?>"><?cs var:T.desk.back ?></a></p>
<h1><?cs var:event_text ?></h1>
<?cs call:child_head() ?>
<?cs call:child_twin() ?>
<?cs call:decision(form.desk, T.desk.preview) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
