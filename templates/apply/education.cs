<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="/apply/tasks?id=<?cs var:app.id ?>"><?cs var:T.apply.tasks_back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><span lang="<?cs var:app.programme_lang ?>"><?cs var:app.programme ?></span> <span class="ref"><?cs var:app.number ?></span></p>
<?cs if:?schools.0.href ?><?cs each:x = schools ?>
<section class="card"><h2><?cs var:x.school ?></h2><p><?cs var:x.level ?></p>
<p class="hint"><?cs var:T.apply.from ?> <?cs var:x.from ?>, <?cs if:x.to ?><?cs var:T.apply.to ?> <?cs var:x.to ?><?cs else ?><?cs var:T.apply.now ?><?cs /if ?></p>
<p><a href="<?cs var:url_validate(x.href) ?>"><?cs var:T.apply.change ?><span class="hide"> <?cs var:x.school ?></span></a> <a href="<?cs var:url_validate(x.drop) ?>"><?cs var:T.apply.remove ?><span class="hide"> <?cs var:x.school ?></span></a></p></section>
<?cs /each ?><?cs else ?><p><?cs var:T.apply.no_school ?></p><?cs /if ?>
<p><a class="button button-2" href="<?cs var:url_validate(add) ?>"><?cs var:T.apply.add_school ?></a></p>
<?cs call:form(form.done) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
