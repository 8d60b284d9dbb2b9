<?cs # Inviting somebody to one role. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(place.people) ?>"><?cs var:T.page.org_people.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:role ?>, <bdi><?cs var:place.name ?></bdi></p>
<p><?cs var:T.people.invite_text ?></p>
<?cs call:form(form.invite) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
