<?cs # Asking for correction or deletion, and what would have to be kept; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"privacy/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/privacy/requests"><?cs var:T.page.privacy_requests.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.privacy.ask_text ?></p>
<?cs if:part.text ?><p><strong><?cs call:part_name(part) ?></strong></p><p><?cs var:T.privacy.part_text ?></p><?cs else ?><p><?cs var:T.privacy.erase_text ?></p><?cs /if ?>
<?cs if:?holds.0.text ?><h2><?cs var:T.privacy.holds ?></h2><?cs call:hold_list() ?><?cs /if ?>
<?cs call:form(form.request) ?>
<?cs if:?parts.0.href ?><h2><?cs var:T.privacy.parts ?></h2>
<ul><?cs each:x = parts ?><li><a href="<?cs var:url_validate(x.href) ?>"><?cs call:part_name(x) ?></a></li>
<?cs /each ?></ul><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
