<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/list.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<?cs if:?mine.0.href ?><?cs each:x = mine ?>
<section class="card"><h2><a lang="<?cs var:x.lang ?>" href="<?cs var:url_validate(x.href) ?>"><?cs var:x.programme ?></a></h2>
<p><?cs if:#x.turn == #1 ?><?cs call:tag("wait", x.state_text) ?><?cs else ?><?cs call:tag("info", x.state_text) ?><?cs /if ?></p>
<dl class="summary">
<div class="summary-row"><dt><?cs var:T.apply.number ?></dt><dd class="summary-text"><?cs var:x.number ?></dd></div>
<div class="summary-row"><dt><?cs var:T.apply.starts ?></dt><dd class="summary-text"><?cs var:x.starts ?></dd></div>
<?cs if:x.due ?><div class="summary-row"><dt><?cs var:T.apply.due ?></dt><dd class="summary-text"><?cs var:x.due ?></dd></div>
<?cs /if ?></dl></section>
<?cs /each ?><?cs else ?><p><?cs var:T.apply.mine_none ?></p><?cs /if ?>
<p><a class="button<?cs if:?mine.0.href ?> button-2<?cs /if ?>" href="/apply/"><?cs var:T.apply.mine_new ?></a></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
