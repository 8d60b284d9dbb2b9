<?cs # What the pages of trust share: one who acts for another, as a summary. Only macros. ?>
<?cs def:row(label, text) ?><div class="summary-row"><dt><?cs var:label ?></dt><dd class="summary-text"><?cs var:text ?></dd></div>
<?cs /def ?>

<?cs def:deed(d) ?>
<dl class="summary">
<?cs if:d.number ?><?cs call:row(T.trust.number, d.number) ?><?cs /if ?><?cs if:d.org ?><?cs call:row(T.trust.org, d.org) ?><?cs /if ?><?cs call:row(T.trust.scope, d.scope) ?><?cs
if:d.state == "asked" ?><?cs if:#d.days > #0 ?><?cs call:row(T.trust.days, d.days) ?><?cs /if ?><?cs call:row(T.trust.answer_until, d.until) ?><?cs
else ?><?cs call:row(T.trust.until, d.until) ?><?cs /if ?></dl>
<?cs /def ?>

<?cs # A page about one of them: the way back, the name, what it is. ?>
<?cs def:deed_head() ?>
<p><a href="/trust/"><?cs var:T.trust.back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><bdi><?cs var:deed.name ?></bdi> <span class="tag tag-plain"><?cs var:deed.kind ?></span></p>
<?cs call:deed(deed) ?>
<?cs /def ?>

<?cs # Somebody whose account is managed. ?>
<?cs def:ward(w) ?>
<dl class="summary"><?cs call:row(T.trust.birth, w.birth) ?><?cs if:w.relation ?><?cs call:row(T.trust.relation, w.relation) ?><?cs /if ?><?cs
if:w.number ?><?cs call:row(T.school.number, w.number) ?><?cs /if ?><?cs
if:w.helper ?><?cs call:row(T.school.helper, w.helper) ?><?cs call:row(T.trust.until, w.until) ?><?cs /if ?><?cs
if:w.code_until ?><?cs call:row(T.trust.sheet_until, w.code_until) ?><?cs /if ?></dl>
<?cs /def ?>
