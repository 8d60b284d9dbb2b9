<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"common/summary.cs" ?>
<?cs include:"apply/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(tasks_href) ?>"><?cs var:T.apply.tasks_back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><span lang="<?cs var:app.programme_lang ?>"><?cs var:app.programme ?></span> <span class="ref"><?cs var:app.number ?></span></p>
<?cs if:#findings > #0 ?>
<div class="panel"><h2><?cs var:T.apply.findings ?></h2>
<ul><?cs each:x = finding ?><li><?cs if:x.href ?><a href="<?cs var:url_validate(x.href) ?>"><?cs var:x.text ?></a><?cs else ?><?cs var:x.text ?><?cs /if ?></li>
<?cs /each ?></ul></div>
<?cs /if ?>
<?cs if:?note.0.text ?><div class="panel"><h2><?cs var:T.apply.notes ?></h2>
<ul><?cs each:x = note ?><li><?cs if:x.href ?><a href="<?cs var:url_validate(x.href) ?>"><?cs var:x.text ?></a><?cs else ?><?cs var:x.text ?><?cs /if ?></li>
<?cs /each ?></ul></div>
<?cs /if ?>
<?cs call:sections_list("1") ?>
<section class="card"><h2><?cs var:T.section.papers ?></h2><?cs call:papers_list("") ?></section>
<?cs if:#findings == #0 ?><p><?cs var:T.apply.findings_none ?></p><?cs if:personal ?><div class="panel"><p><?cs var:personal ?></p></div><?cs else ?><?cs call:form(form.check) ?><?cs /if ?><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
