<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"apply/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/apply/status?id=<?cs var:app.id ?>"><?cs var:T.page.apply_status.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><span lang="<?cs var:app.programme_lang ?>"><?cs var:app.programme ?></span> <span class="ref"><?cs var:app.number ?></span></p>
<p><?cs var:T.apply.starts ?>: <?cs var:app.starts ?></p>
<h2><?cs var:T.apply.conditions ?></h2>
<?cs if:conditions ?><p class="letter"><?cs var:conditions ?></p><?cs else ?><p><?cs var:T.apply.conditions_none ?></p><?cs /if ?>
<?cs if:app.due ?><p><?cs var:T.apply.answer_until ?>: <strong><?cs var:app.due ?></strong></p><?cs /if ?>
<?cs call:letters_list() ?>
<?cs call:form(form.answer) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
