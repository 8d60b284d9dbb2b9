<?cs # One request, for the officers who decide on it. ?>
<?cs include:"common/summary.cs" ?>
<?cs include:"privacy/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/privacy/desk"><?cs var:T.page.privacy_desk.title ?></a></p>
<h1><?cs var:request.kind ?> <span class="ref"><?cs var:request.number ?></span></h1>
<?cs call:request_head() ?>
<p><a href="<?cs var:url_validate(request.person) ?>"><?cs var:T.desk.person ?></a></p>
<p><a href="<?cs var:url_validate(request.holds) ?>"><?cs var:T.page.privacy_holds.title ?></a></p>
<?cs if:?holds.0.text ?><section class="card"><h2><?cs var:T.desk.holds ?></h2><?cs call:hold_list() ?></section><?cs /if ?>
<h2><?cs var:T.desk.moves ?></h2>
<?cs if:?moves.0.href ?><ul class="moves"><?cs each:x = moves ?><li><a class="button <?cs if:#x.reason == #1 || x.event == "erase" ?>button-bad<?cs else ?>button-2<?cs /if ?>" href="<?cs var:url_validate(x.href) ?>"><?cs var:x.text ?></a></li>
<?cs /each ?></ul><?cs else ?><p><?cs var:T.desk.moves_none ?></p><?cs /if ?>
<section class="card"><h2><?cs var:T.privacy.asked ?></h2><?cs set:staff = "1" ?><?cs call:summary(answers, "") ?></section>
<h2><?cs var:T.privacy.history ?></h2><?cs call:request_history() ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
