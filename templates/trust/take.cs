<?cs # A person takes over the account somebody opened: the code on paper and the birth date. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page.trust_take.lead ?></p>
<?cs call:form(form.take) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
