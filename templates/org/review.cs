<?cs # One registration, for the officers who decide on it. ?>
<?cs include:"common/summary.cs" ?>
<?cs include:"org/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/org/desk?state=<?cs var:reg.state ?>"><?cs var:T.page.org_desk.title ?></a></p>
<h1><bdi><?cs var:reg.name ?></bdi> <span class="ref"><?cs var:reg.number ?></span></h1>
<p><strong><?cs var:reg.state_text ?></strong> <span class="hint"><?cs var:reg.state_at ?></span></p>
<dl class="summary"><?cs call:fact(reg.due_label, reg.due) ?></dl>
<?cs if:?warnings.0.text ?><section class="card"><h2><?cs var:T.desk.look ?></h2>
<ul><?cs each:x = warnings ?><li><?cs var:x.text ?></li>
<?cs /each ?></ul></section><?cs /if ?>
<h2><?cs var:T.desk.moves ?></h2>
<?cs if:?moves.0.href ?><ul class="moves"><?cs each:x = moves ?><li><a class="button <?cs if:#x.reason == #1 ?>button-bad<?cs else ?>button-2<?cs /if ?>" href="<?cs var:url_validate(x.href) ?>"><?cs var:x.text ?></a></li>
<?cs /each ?></ul><?cs else ?><p><?cs var:T.desk.moves_none ?></p><?cs /if ?>
<section class="card"><h2><?cs var:T.desk.told ?></h2><?cs call:summary(answers, "") ?></section>
<h2><?cs var:T.org.licences ?></h2><?cs call:reg_licences() ?>
<h2><?cs var:T.org.history ?></h2><?cs call:reg_history() ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
