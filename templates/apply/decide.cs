<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"common/decision.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(back) ?>"><?cs var:T.apply.back_case ?></a></p>
<h1><?cs var:event_text ?></h1>
<p class="lead"><bdi><?cs var:app.name ?></bdi>, <span lang="<?cs var:app.programme_lang ?>"><?cs var:app.programme ?></span> <span class="ref"><?cs var:app.number ?></span></p>
<?cs call:decision(form.decide, T.apply.preview) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
