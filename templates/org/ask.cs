<?cs # What is needed to register an organisation, how long it takes, and the form. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="/org/"><?cs var:T.page.org.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page.org_ask.lead ?></p>
<ul><li><?cs var:T.org.need_code ?></li><li><?cs var:T.org.need_licence ?></li><li><?cs var:T.org.need_time ?></li><li><?cs var:T.org.need_joined ?></li></ul>
<?cs call:form(form.ask) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
