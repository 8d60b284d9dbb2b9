<?cs # What was sent back: what is wrong, and the form. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"trust/child_parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(child.href) ?>"><?cs var:T.page.trust_child_case.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<?cs call:child_head() ?>
<section class="card"><h2><?cs var:T.trust.history ?></h2><?cs call:child_history() ?></section>
<h2><?cs var:T.trust.proofs ?></h2><?cs call:child_proofs() ?>
<?cs call:form(form.child) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
