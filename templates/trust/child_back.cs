<?cs # Taking a question back, asked for once more. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"trust/child_parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(child.href) ?>"><?cs var:T.page.trust_child_case.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<?cs call:child_head() ?>
<p><?cs var:T.page.trust_child_back.lead ?></p>
<?cs call:form(form.child_back) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
