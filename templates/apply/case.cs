<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/list.cs" ?>
<?cs include:"common/summary.cs" ?>
<?cs include:"apply/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/apply/queue?state=<?cs var:app.state ?>"><?cs var:T.page.apply_queue.title ?></a></p>
<h1><?cs if:#app.erased == #1 ?><?cs var:T.apply.erased ?><?cs else ?><bdi><?cs var:app.name ?></bdi><?cs /if ?> <span class="ref"><?cs var:app.number ?></span></h1>
<p class="lead"><span lang="<?cs var:app.programme_lang ?>"><?cs var:app.programme ?></span></p>
<p><?cs call:tag("info", app.state_text) ?> <?cs if:#app.stale == #1 ?><?cs call:tag("bad", T.apply.stale) ?><?cs /if ?> <?cs if:#app.minor == #1 ?><?cs call:tag("wait", T.apply.minor) ?><?cs /if ?></p>
<?cs if:app.due ?><p><?cs if:app.state == "admitted" ?><?cs var:T.officer.arrive ?><?cs else ?><?cs var:app.due_label ?><?cs /if ?>: <?cs var:app.due ?></p><?cs /if ?>
<?cs if:?warnings.0.text ?><section class="card"><h2><?cs var:T.officer.look ?></h2>
<ul><?cs each:x = warnings ?><li><?cs var:x.text ?></li>
<?cs /each ?></ul></section><?cs /if ?>
<?cs if:#app.erased == #1 ?><p><?cs var:T.apply.erased_text ?></p>
<?cs call:admission_card() ?><?cs else ?>
<h2><?cs var:T.apply.moves ?></h2>
<?cs if:?moves.0.href ?><ul class="moves"><?cs each:x = moves ?><li><a class="button <?cs if:#x.reason == #1 ?>button-bad<?cs else ?>button-2<?cs /if ?>" href="<?cs var:url_validate(x.href) ?>"><?cs var:x.text ?></a></li>
<?cs /each ?></ul><?cs else ?><p><?cs var:T.apply.moves_none ?></p><?cs /if ?>
<?cs call:admission_card() ?>
<?cs set:staff = "1" ?><?cs call:sections_list("") ?>
<section class="card"><h2><?cs var:T.section.papers ?></h2><?cs call:papers_list("") ?></section>
<?cs call:letters_list() ?><?cs /if ?>
<h2><?cs var:T.apply.history ?></h2><?cs call:history_list() ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
