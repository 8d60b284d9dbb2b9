<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<?cs if:app.id ?><p><a href="<?cs if:back ?><?cs var:url_validate(back) ?><?cs else ?>/apply/tasks?id=<?cs var:app.id ?><?cs /if ?>"><?cs if:back ?><?cs var:T.common.back ?><?cs else ?><?cs var:T.apply.tasks_back ?><?cs /if ?></a></p><?cs /if ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><span lang="<?cs var:app.programme_lang ?>"><?cs var:app.programme ?></span> <span class="ref"><?cs var:app.number ?></span></p>
<?cs call:form(form[main_form]) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
