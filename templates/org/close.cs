<?cs # Closing an organisation: first its successor, then why. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(place.people) ?>"><?cs var:T.page.org_people.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><bdi><?cs var:place.name ?></bdi></p>
<p><?cs var:T.page.org_close.lead ?></p>
<?cs if:#ask == #1 ?><?cs if:into ?><p><?cs var:T.people.successor ?>: <strong><bdi><?cs var:into ?></bdi></strong></p><?cs /if ?>
<?cs call:form(form.closing) ?><?cs elif:form.closing.faulty ?><?cs call:form_faults(form.closing) ?><?cs /if ?>
<?cs if:?successors.0.href ?><h2><?cs var:T.people.successors ?></h2>
<ul><?cs each:x = successors ?><li><a href="<?cs var:url_validate(x.href) ?>"><bdi><?cs var:x.name ?></bdi></a></li>
<?cs /each ?></ul><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
