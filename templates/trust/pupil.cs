<?cs # An account for a pupil, opened by the school. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="/trust/pupils"><?cs var:T.page.trust_pupils.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.page.trust_pupil.lead ?></p>
<ul><li><?cs var:T.school.need_none ?></li><li><?cs var:T.school.need_paper ?></li><li><?cs var:T.school.need_end ?></li></ul>
<?cs call:form(form.pupil) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
