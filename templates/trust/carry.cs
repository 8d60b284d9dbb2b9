<?cs # Acting for a pupil of the school from now on. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"trust/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/trust/pupils"><?cs var:T.page.trust_pupils.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><bdi><?cs var:ward.name ?></bdi></p>
<?cs call:ward(ward) ?>
<p><?cs var:T.page.trust_carry.lead ?></p>
<?cs call:form(form.carry) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
