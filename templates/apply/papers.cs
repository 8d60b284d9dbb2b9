<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"common/list.cs" ?>
<?cs include:"common/steps.cs" ?>
<?cs include:"apply/parts.cs" ?>
<?cs def:page_body() ?>
<?cs if:#open == #1 ?><p><a href="/apply/tasks?id=<?cs var:app.id ?>"><?cs var:T.apply.tasks_back ?></a></p>
<?cs else ?><p><a href="/apply/status?id=<?cs var:app.id ?>"><?cs var:T.apply.back_status ?></a></p><?cs /if ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><span lang="<?cs var:app.programme_lang ?>"><?cs var:app.programme ?></span> <span class="ref"><?cs var:app.number ?></span></p>
<p><?cs var:T.apply.papers_text ?></p>
<h2><?cs var:T.apply.papers_need ?></h2>
<?cs call:tasks(needs) ?>
<h2><?cs var:T.apply.papers_more ?></h2>
<?cs call:tasks(more) ?>
<h2><?cs var:T.apply.papers_have ?></h2>
<?cs if:#open == #1 ?><?cs call:papers_list("1") ?><?cs else ?><?cs call:papers_list("") ?><?cs /if ?>
<p><a href="<?cs var:url_validate(shown_href) ?>"><?cs var:T.apply.shown_link ?></a></p>
<?cs if:#open == #1 ?><?cs call:form(form.done) ?><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
