<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/steps.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><span lang="<?cs var:app.programme_lang ?>"><?cs var:app.programme ?></span> <span class="ref"><?cs var:app.number ?></span></p>
<?cs if:app.state == "returned" ?><p><?cs var:T.apply.fix_text ?></p>
<section class="card"><h2><?cs var:T.apply.fix_list ?></h2><?cs each:h = history ?><?cs if:h.event == "return" ?><p class="letter"><?cs var:h.text ?></p><?cs /if ?><?cs /each ?></section>
<?cs else ?><p><?cs var:T.apply.tasks_text ?></p><?cs /if ?>
<?cs if:app.due ?><p><?cs var:app.due_label ?>: <?cs var:app.due ?></p><?cs /if ?>
<?cs call:tasks(task) ?>
<p class="acts"><a class="button" href="<?cs var:url_validate(check_href) ?>"><?cs var:T.apply.check ?></a></p>
<p><a href="<?cs var:url_validate(withdraw_href) ?>"><?cs var:T.apply.withdraw ?></a></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
