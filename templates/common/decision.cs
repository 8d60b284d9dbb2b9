<?cs # One decision, with the letter that tells it. Needs common/form.cs. Only macros.
  F: its form, where fields this move does not ask for are left out; title: heading of the letter. ?>
<?cs def:decision(F, title) ?>
<form class="form" id="<?cs var:F.name ?>-form" novalidate method="post" action="<?cs var:url_validate(F.action) ?>" data-wait="<?cs var:T.common.wait ?>" data-unsaved="1"<?cs
  if:F.faulty ?> data-faulty="1"<?cs /if ?>>
<?cs if:F.faulty ?><?cs call:form_faults(F) ?><?cs /if ?>
<input type="hidden" name="token" value="<?cs var:F.token ?>">
<?cs each:f = F.field ?><?cs call:field(f) ?><?cs /each ?>
<?cs if:letter.subject ?>
<section class="card"><h2><?cs var:title ?> (<span lang="<?cs var:letter.lang ?>"><?cs var:letter.lang_name ?></span>)</h2>
<div lang="<?cs var:letter.lang ?>"><p><strong><?cs var:letter.subject ?></strong></p><p class="letter"><?cs var:letter.body ?></p></div></section>
<?cs /if ?>
<p class="acts"><button type="submit" class="button"><?cs var:T.form[F.name].button ?></button></p>
</form>
<?cs /def ?>
