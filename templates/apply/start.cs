<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="/apply/"><?cs var:T.page.apply.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead" lang="<?cs var:intake.lang ?>"><?cs var:intake.name ?></p>
<p lang="<?cs var:intake.lang ?>"><?cs var:intake.summary ?></p>
<dl class="summary">
<div class="summary-row"><dt><?cs var:T.apply.starts ?></dt><dd class="summary-text"><?cs var:intake.starts ?></dd></div>
<div class="summary-row"><dt><?cs var:T.apply.closes ?></dt><dd class="summary-text"><?cs var:intake.closes ?></dd></div>
<div class="summary-row"><dt><?cs var:T.apply.length ?></dt><dd class="summary-text"><?cs var:intake.months ?></dd></div>
<div class="summary-row"><dt><?cs var:T.apply.age ?></dt><dd class="summary-text"><?cs var:intake.age ?></dd></div>
<?cs if:#intake.hsk > #0 ?><div class="summary-row"><dt><?cs var:T.apply.hsk ?></dt><dd class="summary-text"><?cs var:intake.hsk ?></dd></div>
<?cs /if ?><div class="summary-row"><dt><?cs var:T.apply.seats ?></dt><dd class="summary-text"><?cs var:intake.seats ?></dd></div>
</dl>
<h2><?cs var:T.apply.needs ?></h2>
<ul><?cs each:x = needs ?><li><?cs var:x.text ?> <span class="hint">(<?cs if:#x.must == #1 ?><?cs var:T.apply.needs_must ?><?cs else ?><?cs var:T.apply.needs_can ?><?cs /if ?>)</span></li>
<?cs /each ?></ul>
<p><?cs var:T.apply.cost ?> <?cs var:T.apply.begin_text ?></p>
<?cs call:form(form.start) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
