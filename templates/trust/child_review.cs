<?cs # One question of a guardian, for the officers who decide. ?>
<?cs include:"common/summary.cs" ?>
<?cs include:"trust/child_parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/trust/children?state=<?cs var:child.state ?>"><?cs var:T.page.trust_children.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<?cs call:child_head() ?>
<?cs if:#child.erased == #1 ?><p><?cs var:T.desk.erased_text ?></p><?cs else ?>
<?cs if:#young == #1 ?><section class="card"><h2><?cs var:T.desk.look ?></h2><p><?cs var:T.desk.young ?></p></section><?cs /if ?>
<?cs call:child_twin() ?>
<h2><?cs var:T.desk.moves ?></h2>
<?cs if:?moves.0.href ?><ul class="moves"><?cs each:x = moves ?><li><a class="button <?cs if:#x.reason == #1 ?>button-bad<?cs else ?>button-2<?cs /if ?>" href="<?cs var:url_validate(x.href) ?>"><?cs var:x.text ?></a></li>
<?cs /each ?></ul><?cs else ?><p><?cs var:T.desk.moves_none ?></p><?cs /if ?>
<section class="card"><h2><?cs var:T.desk.told ?></h2><?cs set:staff = "1" ?><?cs call:summary(answers, "") ?></section>
<h2><?cs var:T.trust.proofs ?></h2><?cs call:child_proofs() ?><?cs /if ?>
<h2><?cs var:T.trust.history ?></h2><?cs call:child_history() ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
