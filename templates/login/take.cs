<?cs # A managed account becomes its person's: an address or phone, and a password. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><bdi><?cs var:name ?></bdi></p>
<p><?cs var:T.page.login_take.lead ?></p>
<?cs call:form(form.taking) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
