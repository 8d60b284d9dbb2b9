<?cs # One decision on a request, with the letter that tells it. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"common/decision.cs" ?>
<?cs include:"privacy/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(back) ?>"><?cs var:T.desk.back ?></a></p>
<h1><?cs var:event_text ?></h1>
<p class="lead"><?cs var:request.kind ?> <span class="ref"><?cs var:request.number ?></span></p>
<?cs call:request_head() ?>
<?cs if:warning ?><p><strong><?cs var:warning ?></strong></p><?cs /if ?>
<?cs call:decision(form.desk, T.desk.preview) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
