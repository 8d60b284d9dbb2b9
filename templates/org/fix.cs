<?cs # A registration that was sent back: what is wrong, and the form. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"org/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/org/case?id=<?cs var:reg.id ?>"><?cs var:T.page.org_case.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<?cs call:reg_head() ?>
<dl class="summary"><?cs call:fact(reg.due_label, reg.due) ?></dl>
<section class="card"><h2><?cs var:T.org.wrong ?></h2><?cs call:reg_history() ?></section>
<h2><?cs var:T.org.licences ?></h2><?cs call:reg_licences() ?>
<?cs call:form(form.ask) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
