<?cs # One decision on a request, with the letter that tells it. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"privacy/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(back) ?>"><?cs var:T.desk.back ?></a></p>
<h1><?cs var:event_text ?></h1>
<p class="lead"><?cs var:request.kind ?> <span class="ref"><?cs var:request.number ?></span></p>
<?cs call:request_head() ?>
<?cs if:warning ?><p><strong><?cs var:warning ?></strong></p><?cs /if ?>
<?cs # What this event asks for is not "(optional)"; the field table cannot know which event it is. ?>
<?cs set:form.desk.field.0.must = "1" ?><?cs if:#ask.must == #1 ?><?cs set:form.desk.field.1.must = "1" ?><?cs /if ?>
<?cs with:F = form.desk ?>
<form class="form" id="desk-form" novalidate method="post" action="<?cs var:url_validate(F.action) ?>" data-wait="<?cs var:T.common.wait ?>" data-unsaved="1"<?cs
  if:F.faulty ?> data-faulty="1"<?cs /if ?>>
<?cs if:F.faulty ?><?cs call:form_faults(F) ?><?cs /if ?>
<input type="hidden" name="token" value="<?cs var:F.token ?>">
<?cs if:#ask.reason == #1 ?><?cs call:field(F.field.0) ?><?cs /if ?>
<?cs if:#ask.text == #1 ?><?cs call:field(F.field.1) ?><?cs /if ?>
<?cs call:field(F.field.2) ?>
<?cs if:letter.subject ?>
<section class="card"><h2><?cs var:T.desk.preview ?> (<span lang="<?cs var:letter.lang ?>"><?cs var:letter.lang_name ?></span>)</h2>
<div lang="<?cs var:letter.lang ?>"><p><strong><?cs var:letter.subject ?></strong></p><p class="letter"><?cs var:letter.body ?></p></div></section>
<?cs /if ?>
<p class="acts"><button type="submit" class="button"><?cs var:T.form.desk.button ?></button></p>
</form>
<?cs /with ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
