<?cs # One page of the suite; its texts are in lang/, the notice is a row. ?>
<?cs include:"privacy/parts.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead" lang="<?cs var:notice.lang ?>"><?cs var:notice.title ?></p>
<?cs call:notice_parts() ?>
<?cs if:signed_in ?><h2><?cs var:T.privacy.mine ?></h2>
<ul class="choices"><li><a href="/privacy/consents"><?cs var:T.page.privacy_consents.title ?></a></li>
<li><a href="/privacy/mine"><?cs var:T.page.privacy_mine.title ?></a></li>
<li><a href="/privacy/seen"><?cs var:T.page.privacy_seen.title ?></a></li>
<li><a href="/privacy/requests"><?cs var:T.page.privacy_requests.title ?></a></li></ul><?cs /if ?>
<?cs if:officer ?><p><a class="button button-2" href="/privacy/desk"><?cs var:T.page.privacy_desk.title ?></a></p><?cs /if ?>
<h2><?cs var:T.privacy.others ?></h2>
<ul class="choices"><?cs each:x = others ?><li><a lang="<?cs var:x.lang ?>" href="<?cs var:url_validate(x.href) ?>"><?cs var:x.title ?></a></li>
<?cs /each ?></ul>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
