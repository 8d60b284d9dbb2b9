<?cs # One request, for who asked; its texts are in lang/. ?>
<?cs include:"common/summary.cs" ?>
<?cs include:"privacy/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/privacy/requests"><?cs var:T.page.privacy_requests.title ?></a></p>
<h1><?cs var:request.kind ?> <span class="ref"><?cs var:request.number ?></span></h1>
<?cs call:request_head() ?>
<p><?cs var:request.next_text ?></p>
<section class="card"><h2><?cs var:T.privacy.asked ?></h2><?cs call:summary(answers, "") ?></section>
<h2><?cs var:T.privacy.history ?></h2><?cs call:request_history() ?>
<?cs if:back_href ?><p><a href="<?cs var:url_validate(back_href) ?>"><?cs var:T.page.privacy_request_back.title ?></a></p><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
