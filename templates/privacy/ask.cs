<?cs # Asking for correction or deletion, and what would have to be kept; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"privacy/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/privacy/requests"><?cs var:T.page.privacy_requests.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.privacy.ask_text ?></p>
<p><?cs var:T.privacy.erase_text ?></p>
<?cs if:?holds.0.text ?><h2><?cs var:T.privacy.holds ?></h2><?cs call:hold_list() ?><?cs /if ?>
<?cs call:form(form.request) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
