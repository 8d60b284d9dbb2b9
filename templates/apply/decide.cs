<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(back) ?>"><?cs var:T.apply.back_case ?></a></p>
<h1><?cs var:event_text ?></h1>
<p class="lead"><bdi><?cs var:app.name ?></bdi>, <span lang="<?cs var:app.programme_lang ?>"><?cs var:app.programme ?></span> <span class="ref"><?cs var:app.number ?></span></p>
<?cs with:F = form.decide ?>
<form class="form" id="decide-form" novalidate method="post" action="<?cs var:url_validate(F.action) ?>" data-wait="<?cs var:T.common.wait ?>" data-unsaved="1"<?cs
  if:F.faulty ?> data-faulty="1"<?cs /if ?>>
<?cs if:F.faulty ?><?cs call:form_faults(F) ?><?cs /if ?>
<input type="hidden" name="token" value="<?cs var:F.token ?>">
<?cs each:f = F.field ?><?cs call:field(f) ?><?cs /each ?>
<?cs if:letter.subject ?>
<section class="card"><h2><?cs var:T.apply.preview ?> (<span lang="<?cs var:letter.lang ?>"><?cs var:letter.lang_name ?></span>)</h2>
<div lang="<?cs var:letter.lang ?>"><p><strong><?cs var:letter.subject ?></strong></p><p class="letter"><?cs var:letter.body ?></p></div></section>
<?cs /if ?>
<p class="acts"><button type="submit" class="button"><?cs var:T.form.decide.button ?></button></p>
</form>
<?cs /with ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
