<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/list.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page.apply.lead ?></p>
<?cs if:?intakes.0.id ?><?cs each:x = intakes ?>
<section class="card"><h2 lang="<?cs var:x.lang ?>"><?cs var:x.name ?></h2>
<p class="hint"><?cs var:x.kind ?></p>
<p lang="<?cs var:x.lang ?>"><?cs var:x.summary ?></p>
<dl class="summary">
<div class="summary-row"><dt><?cs var:T.apply.starts ?></dt><dd class="summary-text"><?cs var:x.starts ?></dd></div>
<div class="summary-row"><dt><?cs var:T.apply.closes ?></dt><dd class="summary-text"><?cs var:x.closes ?></dd></div>
<div class="summary-row"><dt><?cs var:T.apply.length ?></dt><dd class="summary-text"><?cs var:x.months ?></dd></div>
<div class="summary-row"><dt><?cs var:T.apply.age ?></dt><dd class="summary-text"><?cs var:x.age ?></dd></div>
<?cs if:#x.hsk > #0 ?><div class="summary-row"><dt><?cs var:T.apply.hsk ?></dt><dd class="summary-text"><?cs var:x.hsk ?></dd></div>
<?cs /if ?><div class="summary-row"><dt><?cs var:T.apply.seats ?></dt><dd class="summary-text"><?cs var:x.seats ?></dd></div>
</dl>
<?cs if:x.state == "open" ?><p><a class="button button-2" href="<?cs var:url_validate(x.href) ?>"><?cs var:T.apply.apply ?><span class="hide">: <?cs var:x.name ?></span></a></p><?cs
 elif:x.state == "full" ?><p><?cs call:tag("wait", T.apply.full) ?></p><?cs else ?><p><?cs call:tag("info", T.apply.early) ?> <?cs var:T.apply.opens ?> <?cs var:x.opens ?></p><?cs /if ?>
</section>
<?cs /each ?><p><a href="/apply/dates"><?cs var:T.page.apply_dates.title ?></a></p>
<?cs else ?><p><?cs var:T.apply.none ?></p><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
