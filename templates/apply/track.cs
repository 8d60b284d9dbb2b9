<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"common/steps.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page.apply_track.lead ?></p>
<?cs if:known ?><section class="card"><h2 class="ref"><?cs var:app.number ?></h2>
<p><span lang="<?cs var:app.programme_lang ?>"><?cs var:app.programme ?></span></p><p><strong><?cs var:app.state_text ?></strong> <span class="hint"><?cs var:app.state_at ?></span></p>
<p><?cs var:app.next_text ?></p>
<?cs if:#app.ended == #0 ?><?cs call:steps(app.stages) ?><?cs else ?><p><?cs var:T.apply.ended ?></p><?cs /if ?></section>
<h2><?cs var:T.apply.track_again ?></h2><?cs /if ?>
<?cs call:form(form.track) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
